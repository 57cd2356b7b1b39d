// SPDX-License-Identifier: Apache-2.0
#include "ui/records/historytext.h"

#include "ui/models/queuetext.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <utility>

namespace tegata {

QString historyAction(const QString &action)
{
    static const std::array<std::pair<const char *, const char *>, 13> words = {{
        {"submit", QT_TRANSLATE_NOOP("History", "Submitted")},
        {"takeOver", QT_TRANSLATE_NOOP("History", "Record taken over")},
        {"claim", QT_TRANSLATE_NOOP("History", "Claimed")},
        {"release", QT_TRANSLATE_NOOP("History", "Released")},
        {"approve", QT_TRANSLATE_NOOP("History", "Approved")},
        {"issue", QT_TRANSLATE_NOOP("History", "Issued")},
        {"fail", QT_TRANSLATE_NOOP("History", "Issuing failed")},
        {"hold", QT_TRANSLATE_NOOP("History", "Put on hold")},
        {"reject", QT_TRANSLATE_NOOP("History", "Rejected")},
        {"cancel", QT_TRANSLATE_NOOP("History", "Cancelled")},
        {"withdraw", QT_TRANSLATE_NOOP("History", "Withdrawn")},
        {"expire", QT_TRANSLATE_NOOP("History", "Timed out")},
        {"revoke", QT_TRANSLATE_NOOP("History", "Revoked")},
    }};
    for (const auto &[name, text] : words) {
        if (action == QLatin1String(name))
            return QCoreApplication::translate("History", text);
    }
    return action;
}

QList<Fact> historyFacts(const QList<HistoryEntry> &history)
{
    QList<Fact> facts;
    for (const HistoryEntry &entry : history)
        facts.append({QStringLiteral("history%1").arg(facts.size()), QueueText::time(entry.at), historyLine(entry)});
    return facts;
}

QString historyLine(const HistoryEntry &entry)
{
    QStringList parts{historyAction(entry.action)};
    if (!entry.actor.isEmpty())
        parts << (entry.actor.name.isEmpty() ? entry.actor.id : entry.actor.name);
    if (!entry.note.isEmpty())
        parts << entry.note;
    return parts.join(QStringLiteral(" · "));
}

} // namespace tegata
