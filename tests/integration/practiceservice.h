// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/applicationsite.h"
#include "core/remote/operatorsite.h"
#include "core/remote/siteprofile.h"

#include <QMap>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <memory>

namespace tegata {

// The real tegata-service with a practice world in a directory, that can be killed and started again: at the
// same ports where nobody has taken them meanwhile.
class PracticeService
{
public:
    explicit PracticeService(QString directory) : m_directory(std::move(directory)) {}
    ~PracticeService();

    // Blocks until it is ready; false when it does not come up.
    bool start();
    // Comes up beside the event loop; isReady() says when.
    void startAsync();
    bool isReady();
    bool isRunning() const;
    void kill(); // SIGKILL

    SiteProfile site() const;
    quint16 operatorPort() const { return quint16(site().operatorUrl.port()); }
    // Over the first operator's identity; port 0: the service's own.
    std::unique_ptr<OperatorSite> connectOperator(quint16 port = 0) const;
    // Requests without findings that a contact hands in, for hosts HOSTPREFIX1.example.jp and so on; their ids. Empty
    // on failure.
    QStringList submit(const QString &hostPrefix, int count) const;

private:
    QString value(const QString &name) const;
    QString path(const QString &name) const;

    QString m_directory;
    QByteArray m_output;
    std::unique_ptr<QProcess> m_process;
};

} // namespace tegata
