// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/rules/enrollmentrules.h"

#include <QDateTime>
#include <QTimer>
#include <QWidget>

#include <map>
#include <optional>

class QAction;
class QLabel;
class QListWidget;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace tegata {

class EnrollmentForm;
class EnrollmentPageWidget;
class LanguageController;

// The frame of the enrolment form: the pages at the left with the state of each as icon and word, the page itself,
// Back and Next, undo and redo, and whether the draft is saved. Every page can be gone to at any time. It checks and
// stores nothing: reports come from outside through the form.
class EnrollmentWizard : public QWidget
{
    Q_OBJECT

public:
    // Both outlive the wizard.
    EnrollmentWizard(EnrollmentForm &form, const LanguageController &language, QWidget *parent = nullptr);

    // One page for each place of the form; it stands in the form's order whenever it is added. The wizard owns it.
    void addPage(EnrollmentPageWidget *page);
    EnrollmentPageWidget *page(EnrollmentPage page) const;

    EnrollmentPage currentPage() const { return m_current; }
    // A page that is not relevant now is not gone to.
    void setCurrentPage(EnrollmentPage page);
    // Opens the field's page and puts the cursor there.
    void goTo(const QString &fieldPath);
    // Focus moves to the page's first field.
    void focusPage() { focusFirstField(); }

    // The line below: "Saved 12:34", "Not saved yet", "Not saved: …" with what to do.
    void showSaved(const QDateTime &at);
    void showChanged();
    void showUnsaved(const Error &error);

    // For menus and tool bars; the wizard keeps their state and words.
    QAction *undoAction() const { return m_undo; }
    QAction *redoAction() const { return m_redo; }
    QAction *nextPageAction() const { return m_next; }
    QAction *previousPageAction() const { return m_previous; }

Q_SIGNALS:
    void currentPageChanged(tegata::EnrollmentPage page);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Entry
    {
        EnrollmentPageWidget *page;
        QScrollArea *area;
    };
    enum class SaveState
    {
        Unknown,
        Saved,
        Changed,
        Unsaved
    };

    void buildLayout();
    void retranslate();
    void showStates();
    void showSteps();
    void showCurrent();
    void showSaveState();
    void fitList();
    void go(EnrollmentPage page, bool focus);
    void focusFirstField();
    std::optional<EnrollmentPage> neighbour(int by) const;

    EnrollmentForm &m_form;
    const LanguageController &m_language;
    std::map<EnrollmentPage, Entry> m_pages; // in the form's order
    EnrollmentPage m_current = EnrollmentPage::Plan;
    bool m_hasGone = false; // the person chose a page; before, the first one is shown
    SaveState m_saveState = SaveState::Unknown;
    QDateTime m_savedAt;
    std::optional<Error> m_saveError;
    QTimer m_statesLater; // the states follow when typing pauses

    QListWidget *m_list;
    QLabel *m_title;
    QStackedWidget *m_stack;
    QLabel *m_saveIcon;
    QLabel *m_save;
    QPushButton *m_backButton;
    QPushButton *m_nextButton;
    QAction *m_undo;
    QAction *m_redo;
    QAction *m_next;
    QAction *m_previous;
};

} // namespace tegata
