// SPDX-License-Identifier: Apache-2.0
#include "ui/models/queuecell.h"

#include "core/rules/requeststanding.h"
#include "ui/common/findinglist.h"
#include "ui/common/paletteicon.h"
#include "ui/common/shownvalue.h"
#include "ui/models/queuetext.h"
#include "ui/models/standingtext.h"

namespace tegata {

QString QueueCell::title(QueueColumn column, const QueueOffers &offers)
{
    return column == QueueColumn::Product && !offers.products ? QueueText::profileColumn() : QueueText::column(column);
}

QString QueueCell::remark(const QueueRow &row, QueueColumn column, const QueueOffers &offers)
{
    return row.request() && column == QueueColumn::Check && !offers.siteCheck ? QueueText::noSiteCheck() : QString();
}

namespace {

QString inWords(const StaleReason &reason)
{
    switch (reason.kind) {
    case StaleReason::Kind::OrganizationLost:
    case StaleReason::Kind::DomainLost:
        return QueueCell::tr("%1 is no longer registered.").arg(shownValue(reason.name));
    case StaleReason::Kind::OrganizationTooOld:
    case StaleReason::Kind::DomainTooOld:
        //: %1: an organisation or a domain, %2: a time
        return reason.since.isValid() ? QueueCell::tr("%1: the validation ended on %2.")
                                            .arg(shownValue(reason.name), QueueText::time(reason.since))
                                      : QueueCell::tr("%1 has never been validated.").arg(shownValue(reason.name));
    }
    return {};
}

// "You", another's name, or the id where no name is known.
QString person(const QString &id, const QueueContext &context)
{
    if (id.isEmpty())
        return {};
    return id == context.me ? QueueCell::tr("You") : shownValue(context.names.value(id, id));
}

} // namespace

QueueCell::Facts QueueCell::factsOf(const QueueRow &row, const QueueContext &context, const QDateTime &now)
{
    Facts facts{now, {}, {}, {}};
    if (const CertificateRequest *request = row.request()) {
        facts.check = combined(request->checkState, context.checks.of(*request));
        facts.due = dueOf(*request, now.toLocalTime());
    }
    if (const CertificateRequest *request = row.request(); request && context.registration) {
        for (const StaleReason &each : staleReasonsOf(*request, *context.registration, context.policy, now))
            facts.gone.append(inWords(each));
    }
    return facts;
}

QString QueueCell::toolTip(const QueueRow &row, QueueColumn column, const QueueContext &context, const Facts &facts,
                           const QueueOffers &offers)
{
    const CertificateRequest *request = row.request();
    QStringList lines{text(row, column, context, facts, offers)};
    if (request && column == QueueColumn::Check)
        // What the check found when it was made, and then why it is out of date
        lines = QStringList{QueueText::checkedState(facts.check)} + facts.gone;
    if (request && column == QueueColumn::Check && !offers.siteCheck)
        lines.append(remark(row, column, offers));
    if (request && column == QueueColumn::ClaimedBy && context.names.contains(request->claimedBy))
        //: a person's name and id
        lines = {
            tr("%1 (%2)").arg(shownValue(context.names.value(request->claimedBy)), shownValue(request->claimedBy))};
    if (request && column == QueueColumn::ExpiresAt && request->expiresAt.isValid())
        //: %1: date and time by which the request is to be decided
        lines = {tr("due %1").arg(QueueText::time(request->expiresAt))};
    if (request && column == QueueColumn::Approvals) {
        for (const QString &id : request->approvedBy.mid(0, 10))
            lines.append(person(id, context));
    }
    return lines.join(QLatin1Char('\n'));
}

QString QueueCell::text(const QueueRow &row, QueueColumn column, const QueueContext &context, const Facts &facts,
                        const QueueOffers &offers)
{
    const CertificateRequest *request = row.request();
    const CertificateRecord *certificate = row.certificate();
    switch (column) {
    case QueueColumn::Product:
        if (request && !request->profile.isEmpty())
            return shownValue(request->profile);
        if (!offers.products)
            return {};
        return QueueText::product(request ? request->product : certificate->product);
    case QueueColumn::Check:
        if (!request)
            return {};
        // An error bars the approval anyway; the tool tip has both.
        return facts.gone.isEmpty() || facts.check.hasErrors() ? QueueText::checkState(facts.check) : outOfDate();
    case QueueColumn::State:
        return request ? QueueText::requestState(request->state) : QueueText::certificateState(certificate->state);
    case QueueColumn::Reason:
        return certificate && certificate->revocationReason
                   ? QueueText::revocationReason(*certificate->revocationReason)
                   : QString();
    case QueueColumn::SubmittedAt:
    case QueueColumn::UpdatedAt:
    case QueueColumn::IssuedAt:
    case QueueColumn::RevokedAt:
        return QueueText::time(raw(row, column).toDateTime());
    case QueueColumn::NotAfter:
        // Revoked, it no longer matters when it would have ended.
        return certificate && certificate->state != CertificateState::Revoked
                   ? StandingText::dated(certificate->notAfter, expiryOf(*certificate, facts.now.toLocalTime()))
                   : QueueText::time(raw(row, column).toDateTime());
    case QueueColumn::ExpiresAt:
        return facts.due ? StandingText::due(*facts.due) : QString();
    case QueueColumn::CommonName:
    case QueueColumn::Organization:
    case QueueColumn::Key:
    case QueueColumn::Serial:
        return shownValue(raw(row, column).toString());
    case QueueColumn::ClaimedBy:
        return request ? person(request->claimedBy, context) : QString();
    case QueueColumn::Approvals:
        //: approvals that are given, and that are needed
        return request ? tr("%1 / %2").arg(request->approvedBy.size()).arg(request->approvalsNeeded) : QString();
    }
    return {};
}

QVariant QueueCell::raw(const QueueRow &row, QueueColumn column)
{
    const CertificateRequest *request = row.request();
    const CertificateRecord *certificate = row.certificate();
    switch (column) {
    case QueueColumn::CommonName:
        return request ? request->commonName : certificate->commonName;
    case QueueColumn::Organization:
        return request ? request->organization : certificate->organization;
    case QueueColumn::Product:
        if (request && !request->profile.isEmpty())
            return request->profile;
        return static_cast<int>(request ? request->product : certificate->product);
    case QueueColumn::Key:
        return request ? request->key.label : certificate->key.label;
    case QueueColumn::Check:
        return request ? QVariant(request->checkState.number()) : QVariant();
    case QueueColumn::State:
        return request ? static_cast<int>(request->state) : static_cast<int>(certificate->state);
    case QueueColumn::SubmittedAt:
        return request ? request->submittedAt : QDateTime();
    case QueueColumn::UpdatedAt:
        return request ? request->updatedAt : QDateTime();
    case QueueColumn::IssuedAt:
        return certificate ? certificate->issuedAt : QDateTime();
    case QueueColumn::NotAfter:
        return certificate ? certificate->notAfter : QDateTime();
    case QueueColumn::ExpiresAt:
        return request ? request->expiresAt : QDateTime();
    case QueueColumn::RevokedAt:
        return certificate ? certificate->revokedAt : QDateTime();
    case QueueColumn::Reason:
        return certificate && certificate->revocationReason ? QVariant(static_cast<int>(*certificate->revocationReason))
                                                            : QVariant();
    case QueueColumn::Serial:
        return request ? request->serial : certificate->serial;
    case QueueColumn::ClaimedBy:
        return request ? request->claimedBy : QString();
    case QueueColumn::Approvals:
        return request ? QVariant(static_cast<int>(request->approvedBy.size())) : QVariant();
    }
    return {};
}

QVariant QueueCell::icon(const QueueRow &row, QueueColumn column, const Facts &facts)
{
    if (row.request() && column == QueueColumn::Check) {
        if (!facts.check.isChecked())
            return facts.gone.isEmpty() ? QVariant()
                                        : PaletteIcon::icon(FindingList::outcomeIcon(FindingOutcome::Warning));
        if (facts.check.outcome() == FindingOutcome::Note)
            return PaletteIcon::icon(facts.gone.isEmpty() ? QStringLiteral("outcome-ok")
                                                          : FindingList::outcomeIcon(FindingOutcome::Warning));
        return PaletteIcon::icon(FindingList::outcomeIcon(*facts.check.outcome()));
    }
    if (column == QueueColumn::ExpiresAt && facts.due) {
        if (facts.due->band == DueBand::Over || facts.due->band == DueBand::Urgent)
            return PaletteIcon::icon(QStringLiteral("clock"), Meaning::Danger);
        if (facts.due->band == DueBand::Soon)
            return PaletteIcon::icon(QStringLiteral("clock"), Meaning::Warning);
    }
    if (const CertificateRecord *certificate = row.certificate();
        certificate && column == QueueColumn::NotAfter && certificate->state != CertificateState::Revoked) {
        const QString name = StandingText::icon(expiryOf(*certificate, facts.now.toLocalTime()).band);
        return name.isEmpty() ? QVariant() : PaletteIcon::icon(name);
    }
    return {};
}

} // namespace tegata
