// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/common/languagecontroller.h"
#include "ui/enrollment/applicantpage.h"
#include "ui/enrollment/applicantscope.h"
#include "ui/enrollment/billingpage.h"
#include "ui/enrollment/contactpage.h"
#include "ui/enrollment/enrollmentform.h"
#include "ui/enrollment/enrollmentwizard.h"
#include "ui/enrollment/planpage.h"
#include "ui/enrollment/postaldirectory.h"
#include "ui/enrollment/subscriberpage.h"

#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QTest>

namespace tegata {

// The wizard with its form pages over a form of its own. check() does what the program does on a worker.
struct EnrollmentFixture
{
    explicit EnrollmentFixture(Language startLanguage = Language::English) : language(startLanguage)
    {
        wizard.addPage(new BillingPage(form, language, postal)); // in any order
        wizard.addPage(new PlanPage(form, language));
        wizard.addPage(new SubscriberPage(form, language));
        wizard.addPage(new ContactPage(form, language, postal));
        for (const EnrollmentPage page : {EnrollmentPage::Applicant, EnrollmentPage::Ev, EnrollmentPage::Responsible})
            wizard.addPage(new ApplicantPage(page, form, language, scope, postal));
        wizard.resize(1100, 800);
        wizard.show();
        wizard.activateWindow();
        (void)QTest::qWaitForWindowActive(&wizard); // focus comes and goes only there
    }

    void check() { form.setReport(checkEnrollment(form.value())); }
    void open(EnrollmentPage page) { wizard.setCurrentPage(page); }
    template <typename Widget>
    Widget *find(const char *name)
    {
        return wizard.findChild<Widget *>(QLatin1String(name));
    }
    // Types at the end of the field, as a person would.
    void type(const char *name, const QString &text) { typeInto(find<QWidget>(name), text); }
    static void typeInto(QWidget *line, const QString &text)
    {
        line->setFocus();
        QTest::keyClick(line, Qt::Key_End);
        for (const QChar character : text) {
            if (character.unicode() < 0x80) {
                QTest::keyClick(line, character.toLatin1());
            } else { // as an input method gives it
                QInputMethodEvent event;
                event.setCommitString(character);
                QCoreApplication::sendEvent(line, &event);
            }
        }
    }

    LanguageController language;
    Worker worker{QStringLiteral("postal")};
    PostalDirectory postal{worker, QString()};
    EnrollmentForm form;
    ApplicantScope scope{ApplicantScope::Kind::Subscriber};
    EnrollmentWizard wizard{form, language};
};

} // namespace tegata
