// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/caarules.h"

#include <QHash>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTcpServer>
#include <QUdpSocket>

namespace tegata {

// What the server says of one name.
struct ScriptedZone
{
    enum class Kind
    {
        Answer,
        NameError,
        ServerFailure,
        Refused,
        Silence,
        Garbage,
        OtherQuestion,
        Truncated
    };

    Kind kind = Kind::Answer;
    QList<CaaRecord> records = {};
    QString alias = {}; // CNAME before the records, which stand at this name
};

// A DNS server on 127.0.0.1, UDP and TCP on one port, that answers queries for CAA from a script and keeps what was
// asked ("udp example.jp"). A name without script has no records. In the test's thread.
class ScriptedDnsServer final : public QObject
{
    Q_OBJECT

public:
    ScriptedDnsServer();

    QString address() const; // "127.0.0.1:PORT"
    void set(const QString &name, const ScriptedZone &zone) { m_zones.insert(name, zone); }
    const QStringList &asked() const { return m_asked; }

private:
    void onDatagram();
    void onConnection();
    QByteArray answerTo(const QByteArray &query, bool isTcp); // empty: none

    QUdpSocket m_udp;
    QTcpServer m_tcp;
    QHash<QString, ScriptedZone> m_zones;
    QStringList m_asked;
};

} // namespace tegata
