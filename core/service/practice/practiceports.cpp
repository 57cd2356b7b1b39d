// SPDX-License-Identifier: Apache-2.0
#include "core/service/practice/practiceports.h"

#include "core/base/privatefile.h"

#include <QFile>
#include <QList>
#include <QTcpServer>

#include <memory>
#include <vector>

namespace tegata {

namespace {

constexpr qsizetype Count = 4;
constexpr qint64 LargestFile = 256;

QList<quint16> remembered(const QString &path)
{
    QList<quint16> ports;
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) {
        const QList<QByteArray> words = file.read(LargestFile).simplified().split(' ');
        for (const QByteArray &word : words)
            ports.append(word.toUShort());
    }
    ports.resize(Count);
    return ports;
}

} // namespace

Result<PracticePorts> choosePorts(const QString &file)
{
    const QList<quint16> wished = remembered(file);
    // Held until all are chosen, so that none is chosen twice.
    std::vector<std::unique_ptr<QTcpServer>> held;
    QList<quint16> chosen;
    for (const quint16 port : wished) {
        auto server = std::make_unique<QTcpServer>();
        if (!(port != 0 && server->listen(QHostAddress::LocalHost, port)) &&
            !server->listen(QHostAddress::LocalHost, 0))
            return failure(ErrorCode::Offline, server->errorString());
        chosen.append(server->serverPort());
        held.push_back(std::move(server));
    }
    return PracticePorts{chosen.at(0), chosen.at(1), chosen.at(2), chosen.at(3)};
}

Result<void> rememberPorts(const QString &file, const PracticePorts &ports)
{
    QByteArray line;
    for (const quint16 port : {ports.application, ports.operatorSite, ports.examiner, ports.status})
        line += QByteArray::number(port) + ' ';
    return writePrivateFile(file, line.trimmed() + '\n');
}

} // namespace tegata
