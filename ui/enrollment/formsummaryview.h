// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/enrollmentapplication.h"
#include "ui/models/formsummary.h"

#include <QList>
#include <QWidget>

class QVBoxLayout;

namespace tegata {

class FactList;
class LanguageController;
class Section;

// The whole form read-only, as it would be sent: each page with its fields in words, the domains one a line, secrets as
// dots. Texts can be selected and copied.
class FormSummaryView : public QWidget
{
    Q_OBJECT

public:
    // language outlives the view.
    explicit FormSummaryView(const LanguageController &language, QWidget *parent = nullptr);

    // isSent: it was received; its secrets are no longer kept here.
    void setApplication(const EnrollmentApplication &application, bool isSent);

private:
    struct Part
    {
        Section *section;
        FactList *facts;
    };

    const LanguageController &m_language;
    QVBoxLayout *m_layout;
    QList<Part> m_parts;
};

} // namespace tegata
