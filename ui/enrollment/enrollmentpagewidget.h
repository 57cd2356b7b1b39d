// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/enrollmentfields.h"

#include <QWidget>

class QVBoxLayout;

namespace tegata {

class EnrollmentForm;
class FieldWidget;
class LanguageController;
class Section;

// Base of a page of the wizard: fields one below the other, words made anew when the language changes. The wizard shows
// the page's title above it and scrolls it; a page needs no margins and no scroll area of its own.
class EnrollmentPageWidget : public QWidget
{
    Q_OBJECT

public:
    // Both outlive the page.
    EnrollmentPageWidget(EnrollmentPage page, EnrollmentForm &form, const LanguageController &language,
                         QWidget *parent = nullptr);

    EnrollmentPage page() const { return m_page; }
    EnrollmentForm &form() const { return m_form; }
    const LanguageController &language() const { return m_language; }

    // Puts the cursor into the field of that path, at best as exactly as the page can; false when it has none. The base
    // looks through the page's FieldWidgets.
    virtual bool focusField(const QString &path);

protected:
    // Called once a subclass is constructed (by itself, at the end) and on each change of language.
    virtual void retranslate();
    void changeEvent(QEvent *event) override;

    QVBoxLayout *column() const { return m_column; }
    // Adds to the column; widget becomes the page's.
    template <typename Widget>
    Widget *add(Widget *widget)
    {
        addWidget(widget);
        return widget;
    }

    // A titled part of the page; the title is said by titleSection() in retranslate().
    Section *addSection(const QString &name, const QList<QWidget *> &widgets);
    static void titleSection(Section *section, const QString &title);

private:
    void addWidget(QWidget *widget);

    EnrollmentPage m_page;
    EnrollmentForm &m_form;
    const LanguageController &m_language;
    QVBoxLayout *m_column;
};

} // namespace tegata
