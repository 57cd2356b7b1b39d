// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/requeststate.h"

#include <QCoreApplication>
#include <QHash>
#include <QString>
#include <QStringList>

namespace tegata {

// Reasons that are given often, by action: the person's own in the person's order, then the ones built in, in the
// language of the interface. The first nine have the keys 1 to 9. Own ones are kept in the profile's window.ini.
class ReasonTemplates
{
    Q_DECLARE_TR_FUNCTIONS(tegata::ReasonTemplates)

public:
    // settingsFile: empty keeps nothing.
    explicit ReasonTemplates(QString settingsFile = {});

    QStringList texts(RequestAction action) const;
    QStringList own(RequestAction action) const { return m_own.value(action); }
    // Empty lines and doubles are dropped.
    void setOwn(RequestAction action, const QStringList &texts);
    static QStringList builtIn(RequestAction action);

private:
    QString m_settingsFile;
    QHash<RequestAction, QStringList> m_own;
};

} // namespace tegata
