// SPDX-License-Identifier: Apache-2.0
#include "ui/models/outboxtext.h"

#include "core/domain/errortext.h"
#include "ui/models/queuetext.h"

#include <algorithm>

namespace tegata {

namespace {

template <typename... Cases>
struct Either : Cases...
{
    using Cases::operator()...;
};
template <typename... Cases>
Either(Cases...) -> Either<Cases...>;

} // namespace

QString OutboxText::action(const OutboxAction &action)
{
    return std::visit(Either{
                          [](const Decision &decision) { return QueueText::action(decision.action); },
                          [](const Revocation &revocation) {
                              return revocation.at.isValid() ? tr("Schedule revocation") : tr("Revoke");
                          },
                          [](const ScheduleCancellation &) { return tr("Cancel scheduled revocation"); },
                          [](const RequestEdit &) { return tr("Edit"); },
                          [](const NoteAddition &) { return tr("Internal note"); },
                      },
                      action);
}

QString OutboxText::title(const OutboxItem &item)
{
    return item.title.isEmpty() ? item.target : item.title;
}

int OutboxText::secondsLeft(const OutboxItem &item, const QDateTime &now)
{
    return static_cast<int>(std::max<qint64>(0, (now.msecsTo(item.sendAt) + 999) / 1000));
}

QString OutboxText::state(const OutboxItem &item, const QDateTime &now)
{
    switch (item.state) {
    case OutboxState::Undoable:
        return tr("Sent in %n second(s)", nullptr, secondsLeft(item, now));
    case OutboxState::Waiting:
        return item.tries > 0 ? tr("Waiting, tried %n times", nullptr, item.tries) : tr("Waiting in line");
    case OutboxState::Sending:
        return tr("Being sent");
    case OutboxState::Asking:
        return tr("Needs your decision: it could not be done");
    }
    return {};
}

QString OutboxText::problem(const OutboxItem &item, const Phrasebook &phrasebook)
{
    if (item.lastProblem.isEmpty())
        return {};
    constexpr auto last = static_cast<int>(ErrorCode::StoreTooNew);
    for (int code = 0; code <= last; ++code) {
        const Error error{static_cast<ErrorCode>(code), {}, {}, -1};
        if (errorCodeName(error.code) == item.lastProblem)
            return describe(error, phrasebook).message;
    }
    return item.lastProblem;
}

} // namespace tegata
