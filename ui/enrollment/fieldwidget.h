// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/enrollmentform.h"

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace tegata {

class FindingList;
class LanguageController;

// One field of the form: its label from the catalogue (in English the Japanese term stands beside it), whether it must
// be filled in as a word, the editor, a hint line, and what the last check found. Hidden while another choice makes the
// field meaningless; its text is kept. That a field is missing is said only after it was visited. A subclass makes the
// editor.
class FieldWidget : public QWidget
{
    Q_OBJECT

public:
    // Both outlive the field.
    FieldWidget(EnrollmentForm &form, const LanguageController &language, std::function<QString()> path,
                QWidget *parent);

    QString path() const { return m_path(); }
    EnrollmentForm &form() const { return m_form; }
    const LanguageController &language() const { return m_language; }

    void setHint(const QString &hint);
    // Shows the page's field and puts the cursor there; a missing value is said from now on.
    virtual void focusEditor();

    // Reads value, need and findings again.
    void refresh();
    // The same for another applicant: nothing was visited yet there.
    void showAnew();
    // What the page hides stays hidden though the field counts.
    void setWanted(bool wanted);

protected:
    // The label of the catalogue, for an editor that shows it itself (a check box).
    QString labelText() const;
    // editor: where the focus goes. showsLabel: it says the label itself.
    void setEditor(QWidget *editor, bool showsLabel = false);
    QWidget *editor() const { return m_editor; }
    // More beside the editor: a button; stretch as of QBoxLayout.
    void addBesideEditor(QWidget *widget, int stretch = 0);
    // More below the editor, above hint and findings: offers, a meter.
    void addBelowEditor(QWidget *widget);
    // An input method is at work: nothing around the cursor changes until it is done.
    void setComposing(bool composing);
    bool isComposing() const { return m_isComposing; }
    // Width of the editor in average characters; it never grows beyond.
    void setEditorWidth(int characters);

    // The form's value has changed, perhaps elsewhere: show it, unless it is shown.
    virtual void readValue() = 0;
    // The form can (not) be changed.
    virtual void setEditable(bool editable) = 0;
    // The findings that are shown now have changed.
    virtual void findingsShown(const QList<Finding> &findings);
    // For an editor that says its label itself: the label, and whether the field is required.
    virtual void showLabel(const QString &label);
    virtual void retranslate();

    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showNeed();
    void showHeading();
    void showFindings();
    void fitEditor();

    EnrollmentForm &m_form;
    const LanguageController &m_language;
    std::function<QString()> m_path;
    QVBoxLayout *m_layout;
    QHBoxLayout *m_line; // the editor and what stands beside it
    QLabel *m_heading;   // label, in English with the Japanese term, and whether it is required
    QLabel *m_hint;
    QWidget *m_editor = nullptr;
    FindingList *m_findings = nullptr; // made when there is something to say
    QList<Finding> m_shown;
    int m_width = 0;
    bool m_showsLabel = false;
    bool m_isRequired = false;
    bool m_isWanted = true;
    bool m_isComposing = false;
    bool m_isTouched = false; // was focused and left: it may be called missing
};

} // namespace tegata
