// SPDX-License-Identifier: Apache-2.0
#include "ui/records/columnconditiontext.h"

#include "ui/models/queuetext.h"

#include <QLocale>

namespace tegata {

namespace {

QList<RequestState> statesIn(QueueView view)
{
    switch (view) {
    case QueueView::Pending:
        return {RequestState::Pending, RequestState::PartlyApproved, RequestState::Approved, RequestState::Failed};
    case QueueView::OnHold:
        return {RequestState::OnHold};
    case QueueView::Closed:
        return {RequestState::Rejected, RequestState::Cancelled, RequestState::Withdrawn, RequestState::Expired};
    case QueueView::Issued:
    case QueueView::Revoked:
        break;
    }
    return {};
}

QString day(const QDateTime &time)
{
    return QLocale::c().toString(time.toLocalTime().date(), QStringLiteral("yyyy-MM-dd"));
}

} // namespace

ColumnConditionText::Kind ColumnConditionText::kindOf(QueueColumn column)
{
    switch (column) {
    case QueueColumn::Product:
    case QueueColumn::Check:
    case QueueColumn::State:
    case QueueColumn::Reason:
    case QueueColumn::Approvals:
        return Kind::Values;
    case QueueColumn::SubmittedAt:
    case QueueColumn::UpdatedAt:
    case QueueColumn::IssuedAt:
    case QueueColumn::NotAfter:
    case QueueColumn::RevokedAt:
    case QueueColumn::ExpiresAt:
        return Kind::Times;
    case QueueColumn::CommonName:
    case QueueColumn::Organization:
    case QueueColumn::Key:
    case QueueColumn::Serial:
    case QueueColumn::ClaimedBy:
        return Kind::Text;
    }
    return Kind::Text;
}

QList<QPair<int, QString>> ColumnConditionText::valuesOf(QueueView view, QueueColumn column)
{
    QList<QPair<int, QString>> values;
    const auto add = [&values](auto value, const QString &text) { values.append({static_cast<int>(value), text}); };
    switch (column) {
    case QueueColumn::Product:
        for (const Product product : {Product::Ov, Product::Ev})
            add(product, QueueText::product(product));
        break;
    case QueueColumn::Check:
        for (const FindingOutcome outcome : {FindingOutcome::Note, FindingOutcome::Warning, FindingOutcome::Error})
            add(outcome, QueueText::checkOutcome(outcome));
        add(CheckState::NotChecked, QueueText::checkState({}));
        break;
    case QueueColumn::State:
        for (const RequestState state : statesIn(view))
            add(state, QueueText::requestState(state));
        if (view == QueueView::Issued) {
            for (const CertificateState state : {CertificateState::Valid, CertificateState::Expired})
                add(state, QueueText::certificateState(state));
        }
        break;
    case QueueColumn::Reason:
        for (const RevocationReason reason : subscriberRevocationReasons())
            add(reason, QueueText::revocationReason(reason));
        break;
    case QueueColumn::Approvals:
        add(0, tr("No approvals yet"));
        for (const int given : {1, 2, 3})
            //: approvals that are given
            add(given, tr("%n approvals", nullptr, given));
        break;
    default:
        break;
    }
    return values;
}

QString ColumnConditionText::describe(QueueView view, const ColumnCondition &condition)
{
    const QString name = QueueText::column(condition.column);
    switch (kindOf(condition.column)) {
    case Kind::Text:
        //: a filter: a column, and what its text contains
        return tr("%1: “%2”").arg(name, condition.contains);
    case Kind::Values: {
        QStringList words;
        for (const auto &[value, text] : valuesOf(view, condition.column)) {
            if (condition.values.contains(value))
                words.append(text);
        }
        //: a filter: a column, and its value or values
        return tr("%1: %2").arg(name, words.join(tr(", ")));
    }
    case Kind::Times: {
        // `until` itself is no longer meant: the last day is the one before.
        const QString last = day(condition.until.addMSecs(-1));
        if (!condition.until.isValid())
            return tr("%1: from %2").arg(name, day(condition.from));
        if (!condition.from.isValid())
            return tr("%1: until %2").arg(name, last);
        return tr("%1: %2 to %3").arg(name, day(condition.from), last);
    }
    }
    return {};
}

bool ColumnConditionText::isEmpty(const ColumnCondition &condition)
{
    return condition.contains.isEmpty() && condition.values.isEmpty() && !condition.from.isValid() &&
           !condition.until.isValid();
}

} // namespace tegata
