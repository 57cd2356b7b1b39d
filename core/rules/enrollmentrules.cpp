// SPDX-License-Identifier: Apache-2.0
#include "core/rules/enrollmentrules.h"

#include "core/rules/enrollmentparts.h"

#include <QHash>

#include <algorithm>
#include <numeric>
#include <utility>

namespace tegata {

namespace {

// Where a path stands in the form. A list as a whole stands before its first element, or where that would be.
class FormOrder
{
public:
    explicit FormOrder(const QList<FormField> &fields) : m_fields(fields)
    {
        for (qsizetype i = 0; i < fields.size(); ++i) {
            const QString &path = fields.at(i).path;
            m_places.insert(path, 2 * i + 1);
            const QString list = path.left(path.indexOf(QLatin1Char('[')));
            if (list.size() < path.size() && !m_places.contains(list))
                m_places.insert(list, 2 * i);
        }
    }

    qsizetype place(const QString &path) const
    {
        const auto found = m_places.constFind(path);
        if (found != m_places.constEnd())
            return *found;
        const EnrollmentPage page = enrollmentPageOf(path);
        qsizetype i = 0;
        while (i < m_fields.size() && enrollmentPageOf(m_fields.at(i).path) <= page)
            ++i;
        return 2 * i;
    }

private:
    const QList<FormField> &m_fields;
    QHash<QString, qsizetype> m_places;
};

void sortByForm(QList<Finding> &findings, const QList<FormField> &fields)
{
    const FormOrder order(fields);
    QList<std::pair<qsizetype, Finding>> placed;
    for (const Finding &finding : std::as_const(findings))
        placed.append({order.place(finding.field), finding});
    std::stable_sort(placed.begin(), placed.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (qsizetype i = 0; i < placed.size(); ++i)
        findings[i] = placed.at(i).second;
}

bool isFilledIn(const FormField &field)
{
    return !field.text.trimmed().isEmpty();
}

// Lists that must have an element; those of the three-party contract only with it.
QList<std::pair<QString, bool>> requiredLists(const EnrollmentApplication &application)
{
    QList<std::pair<QString, bool>> lists = {{QStringLiteral("applicants"), !application.applicants.isEmpty()},
                                             {QStringLiteral("domains"), !application.domains.isEmpty()},
                                             {QStringLiteral("operators"), !application.operators.isEmpty()}};
    if (application.threeParty.enabled)
        lists.append({QStringLiteral("threeParty.domains"), !application.threeParty.domains.isEmpty()});
    return lists;
}

bool isDomainName(const FormField &field)
{
    return field.path.contains(QLatin1String("omains[")) && field.path.endsWith(QLatin1String("].name"));
}

// What a form begins with tells nothing about the person's work.
bool isTyped(const FormField &field)
{
    if (!isFilledIn(field))
        return false;
    return !(field.path.endsWith(QLatin1String(".country")) && field.text == EnrollmentApplicant().country);
}

// An empty page stays empty, whatever is missing there; else the weightiest finding counts.
void raise(PageState &state, FindingOutcome outcome)
{
    if (state == PageState::Empty || outcome == FindingOutcome::Note)
        return;
    if (outcome == FindingOutcome::Error)
        state = PageState::Incomplete;
    else if (state == PageState::Complete)
        state = PageState::Warnings;
}

Finding missing(const QString &path, const char *part)
{
    Finding finding = makeFinding(FindingCode::FieldMissing, FindingOutcome::Error, path);
    if (*part != 0)
        finding.rule = QString::fromLatin1(part);
    return finding;
}

} // namespace

QList<Finding> checkMissing(const EnrollmentApplication &application, const QList<FormField> &fields)
{
    QList<Finding> findings;
    for (const FormField &field : fields) {
        if (field.need != FieldNeed::Required || isFilledIn(field))
            continue;
        const bool isConsent = field.path == QLatin1String("threeParty.consent");
        findings.append(isConsent ? makeFinding(FindingCode::ThreePartyConsent, FindingOutcome::Error, field.path)
                                  : missing(field.path, field.field->part));
    }
    for (const auto &[list, filled] : requiredLists(application)) {
        if (!filled)
            findings.append(missing(list, enrollmentField(list)->part));
    }
    return findings;
}

CheckReport checkEnrollment(const EnrollmentApplication &application)
{
    const EnrollmentApplication relevant = relevantPart(application);
    const QList<FormField> fields = formFields(relevant);
    CheckReport report;
    report.findings = checkMissing(relevant, fields) + checkFreeTexts(fields) + checkPlan(relevant.plan) +
                      checkSubscriber(relevant) + checkContact(relevant) + checkApplicants(relevant) +
                      checkDomains(relevant) + checkOperators(relevant.operators) + checkBilling(relevant.billing) +
                      checkNoticeMail(relevant) + checkThreeParty(relevant);
    sortByForm(report.findings, fields);
    const bool hasWarnings = std::any_of(report.findings.begin(), report.findings.end(), [](const Finding &finding) {
        return finding.outcome == FindingOutcome::Warning;
    });
    if (hasWarnings && relevant.warningReason.trimmed().isEmpty())
        report.findings.append(
            makeFinding(FindingCode::WarningReasonMissing, FindingOutcome::Error, QStringLiteral("warningReason")));
    return report;
}

CheckReport toldReport(const CheckReport &report)
{
    const QList<Finding> &all = report.findings;
    if (all.size() <= MaximumToldFindings)
        return report;
    QList<qsizetype> byWeight(all.size());
    std::iota(byWeight.begin(), byWeight.end(), 0);
    std::stable_sort(byWeight.begin(), byWeight.end(),
                     [&](qsizetype a, qsizetype b) { return all.at(a).outcome > all.at(b).outcome; });
    const Finding &firstLeftOut = all.at(byWeight.at(MaximumToldFindings));
    byWeight.resize(MaximumToldFindings);
    std::sort(byWeight.begin(), byWeight.end());
    CheckReport told;
    for (const qsizetype index : std::as_const(byWeight))
        told.findings.append(all.at(index));
    told.findings.append(makeFinding(FindingCode::FindingsOmitted, firstLeftOut.outcome, firstLeftOut.field,
                                     {{QStringLiteral("count"), QString::number(all.size() - MaximumToldFindings)}}));
    return told;
}

QMap<EnrollmentPage, PageState> pageStates(const EnrollmentApplication &application, const CheckReport &report)
{
    QMap<EnrollmentPage, PageState> states;
    for (const EnrollmentPage page : enrollmentPages())
        states.insert(page, PageState::Empty);
    const QList<FormField> fields = formFields(application);
    for (const FormField &field : fields) {
        if (field.need == FieldNeed::Irrelevant || !isTyped(field))
            continue;
        states.insert(enrollmentPageOf(field.path), PageState::Complete);
        states.insert(EnrollmentPage::Review, PageState::Complete);
    }
    for (const Finding &finding : report.findings) {
        raise(states[enrollmentPageOf(finding.field)], finding.outcome);
        raise(states[EnrollmentPage::Review], finding.outcome);
    }
    return states;
}

bool isPageRelevant(EnrollmentPage page, const EnrollmentApplication &application)
{
    return page != EnrollmentPage::Ev || std::any_of(application.applicants.begin(), application.applicants.end(),
                                                     [](const EnrollmentApplicant &applicant) { return applicant.ev; });
}

EnrollmentProgress enrollmentProgress(const EnrollmentApplication &application)
{
    EnrollmentProgress progress;
    const QList<FormField> fields = formFields(application);
    for (const FormField &field : fields) {
        // However many domains there are, they are one thing to fill in: the list below.
        if (field.need != FieldNeed::Required || isDomainName(field))
            continue;
        ++progress.required;
        progress.filled += isFilledIn(field) ? 1 : 0;
    }
    for (const auto &[list, filled] : requiredLists(application)) {
        ++progress.required;
        progress.filled += filled ? 1 : 0;
    }
    return progress;
}

} // namespace tegata
