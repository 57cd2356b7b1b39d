// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/measurement.h"

#include "core/base/clock.h"
#include "core/base/privatefile.h"
#include "core/base/secretbytes.h"
#include "core/base/worker.h"
#include "core/domain/contract.h"
#include "core/rules/domainlist.h"
#include "core/rules/enrollmentrules.h"
#include "core/rules/legalname.h"
#include "core/rules/passwordstrength.h"
#include "core/vault/draftstore.h"
#include "tests/ui/enrollmentsample.h"
#include "ui/common/languagecontroller.h"
#include "ui/enrollment/applicantpage.h"
#include "ui/enrollment/billingpage.h"
#include "ui/enrollment/contactpage.h"
#include "ui/enrollment/domainspage.h"
#include "ui/enrollment/enrollmentform.h"
#include "ui/enrollment/enrollmentwizard.h"
#include "ui/enrollment/operatorspage.h"
#include "ui/enrollment/planpage.h"
#include "ui/enrollment/postaldirectory.h"
#include "ui/enrollment/reviewpage.h"
#include "ui/enrollment/subscriberpage.h"
#include "ui/enrollment/threepartypage.h"
#include "ui/print/applicationpdf.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

// The enrolment wizard against its targets (issue 3, performance.md): absolute limits, and the ratio to the least that
// the same work costs.
namespace tegata {

namespace {

EnrollmentApplication fullForm()
{
    EnrollmentApplication form = sampleEnrollment();
    form.domains.clear();
    for (int i = 1; i <= MaximumDomains; ++i)
        form.domains.append({QStringLiteral("domain-%1.example-%1.co.jp").arg(i), i % 3 == 0, {}});
    return form;
}

void measureDomains(Measurements &results)
{
    QStringList pasted;
    for (int i = 1; i <= MaximumDomains; ++i)
        pasted.append(QStringLiteral("https://www.shop%1.co.jp/index.html").arg(i));
    QStringList existing;
    QList<EnrollmentDomain> list;
    for (int i = 1; i <= MaximumDomains; ++i) {
        existing.append(QStringLiteral("domain%1.jp").arg(i));
        list.append({existing.constLast(), false, {}});
    }
    const QString text = pasted.join(QLatin1Char('\n'));
    const Timing floor = timed(50, [&] {
        for (const QString &name : std::as_const(pasted))
            (void)examineDomain(name);
    });
    const auto takeAndCheck = [&](const QStringList &there) {
        return timed(50, [&] {
            (void)takeDomains(text, there);
            (void)checkDomainList(list, true, QStringLiteral("domains"));
        });
    };
    const QString floorName = QStringLiteral("examineDomain 50 times");
    results.add(QStringLiteral("50 domains pasted into a list of 50 and the list checked"), takeAndCheck(existing),
                floorName, floor, 50);
    results.add(QStringLiteral("50 domains pasted into an empty list, and a list of 50 checked"), takeAndCheck({}),
                floorName, floor, 50);
}

void measureCheck(Measurements &results)
{
    const EnrollmentApplication form = fullForm();
    const Timing floor = timed(50, [&] { (void)contract::toJson(form); });
    results.add(QStringLiteral("check of a whole application with 50 domains"),
                timed(50, [&] { (void)checkEnrollment(form); }), QStringLiteral("the same application as JSON"), floor,
                50);
}

// What each key costs where a whole page was pasted into a field.
void measureLongTexts(Measurements &results)
{
    const QString name = QStringLiteral("㈱髙サ－ビスA&B ").repeated(1000);
    results.addTime(QStringLiteral("a name of 13,000 characters checked, with what is offered for it"),
                    timed(20,
                          [&] {
                              (void)checkLegalName(name, {}, {});
                              (void)nameOffers(name);
                          }),
                    250);
    const QString password = QStringLiteral("pA5$word12qwe").repeated(5000);
    results.addTime(QStringLiteral("a password of 65,000 characters judged"),
                    timed(20, [&] { (void)passwordStrength(password, {password}, {}); }), 250);
}

// One key and all that it makes the window do, painting included.
Timing keyByKey(QLineEdit *line, QWidget *window)
{
    window->show();
    if (!QTest::qWaitForWindowExposed(window))
        qFatal("the window does not show");
    line->setFocus();
    const QString before = line->text();
    int key = 0;
    const Timing timing = timed(200, [&] {
        QTest::keyClick(line, key++ % 2 == 0 ? Qt::Key_A : Qt::Key_Backspace);
        QCoreApplication::processEvents(); // layout, painting
    });
    if (!line->isVisible() || line->text() != before + QLatin1Char('a')) // an odd number of keys
        qFatal("the keys did not arrive in %s", qPrintable(line->objectName()));
    return timing;
}

void measureKeys(Measurements &results)
{
    QLineEdit bare;
    bare.setObjectName(QStringLiteral("bare"));
    const Timing floor = keyByKey(&bare, &bare);

    LanguageController language(Language::Japanese);
    Worker worker(QStringLiteral("bench"));
    PostalDirectory postal(worker, QString());
    EnrollmentForm form;
    ApplicantScope scope(ApplicantScope::Kind::Subscriber);
    EnrollmentWizard wizard(form, language);
    wizard.addPage(new PlanPage(form, language));
    wizard.addPage(new SubscriberPage(form, language));
    wizard.addPage(new ContactPage(form, language, postal));
    for (const EnrollmentPage page : {EnrollmentPage::Applicant, EnrollmentPage::Ev, EnrollmentPage::Responsible})
        wizard.addPage(new ApplicantPage(page, form, language, scope, postal));
    wizard.addPage(new DomainsPage(form, language, worker));
    wizard.addPage(new OperatorsPage(form, language));
    wizard.addPage(new BillingPage(form, language, postal));
    wizard.addPage(new ThreePartyPage(form, language, postal, worker));
    wizard.addPage(new ReviewPage(form, language));
    wizard.resize(1100, 760);
    form.load(fullForm());
    form.setReport(checkEnrollment(form.value()));
    for (const char *field : {"subscriberName", "contact.name", "applicants.legalName", "operators.kana"}) {
        auto *line = wizard.findChild<QLineEdit *>(QLatin1String(field) + QStringLiteral("Editor"));
        if (!line)
            qFatal("no field %s", field);
        wizard.setCurrentPage(
            enrollmentPageOf(QString::fromLatin1(field).replace(QLatin1String("s."), QLatin1String("s[0]."))));
        results.add(QStringLiteral("key to key with 50 domains: %1").arg(QLatin1String(field)), keyByKey(line, &wizard),
                    QStringLiteral("the same key into a bare QLineEdit"), floor, 16);
    }
}

void measureAutosave(Measurements &results)
{
    QTemporaryDir folder;
    const SystemClock clock;
    DraftStore store(folder.path(), std::make_shared<const SecretBytes>(std::size_t(32)), clock);
    EnrollmentDraft draft = makeDraft(QStringLiteral("bench"), fullForm(), clock.now());
    if (!store.create(draft) || !store.open(draft.id))
        qFatal("no draft");
    const Result<SecretBytes> bytes = draftBytes(draft);
    const QByteArray same(bytes ? static_cast<qsizetype>(bytes->size()) : 0, 'x');
    const QString path = folder.filePath(QStringLiteral("floor"));
    const Timing floor = timed(30, [&] { (void)writePrivateFile(path, same); });
    int round = 0;
    const Timing saving = timed(30, [&] {
        draft.application.noticeMail = QStringLiteral("mail%1@example.jp").arg(++round);
        if (!store.save(draft))
            qFatal("not saved");
    });
    results.add(QStringLiteral("autosave of a draft with 50 domains (on the worker)"), saving,
                QStringLiteral("the same bytes written durably"), floor, 20);
}

void measurePdf(Measurements &results)
{
    const PrintedApplication printed{fullForm(), std::nullopt, QDateTime(QDate(2026, 11, 22), QTime(9, 0))};
    const Phrasebook phrasebook(Language::Japanese);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("floor"));
    const QByteArray same = applicationPdf(printed, phrasebook).bytes;
    const Timing floor = timed(10, [&] { (void)writePrivateFile(path, same); });
    results.add(QStringLiteral("PDF of an application with 50 domains (on the worker)"),
                timed(10, [&] { (void)applicationPdf(printed, phrasebook); }),
                QStringLiteral("the same bytes written durably"), floor, 1000);
}

} // namespace

} // namespace tegata

int main(int argc, char **argv)
{
    using namespace tegata;
    QApplication application(argc, argv);
    Measurements results;
    measureDomains(results);
    measureCheck(results);
    measureLongTexts(results);
    measureKeys(results);
    measureAutosave(results);
    measurePdf(results);
    return results.print(QStringLiteral("bench_enrollment"));
}
