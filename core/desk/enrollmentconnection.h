// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/backoff.h"
#include "core/remote/enrollmentsite.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace tegata {

// The application site of the enrolments, and whether it answers. While it does not, it is asked again with growing
// pauses (any answer will do), so that what was queued can go out. GUI thread.
class EnrollmentConnection : public QObject
{
    Q_OBJECT

public:
    explicit EnrollmentConnection(QObject *parent = nullptr);

    // Null: no connection (yet).
    void setSite(std::shared_ptr<EnrollmentSite> site, const QString &siteId);
    EnrollmentSite *site() const { return m_site.get(); }
    const QString &siteId() const { return m_siteId; }
    // Answers to calls of an earlier generation come from another site, or from before a pause: they are dropped.
    quint64 generation() const { return m_generation; }
    bool isConnected() const { return m_isConnected; }

    // Asks from now on; pause() stops it.
    void resume();
    void pause();
    void retryNow();
    // The outcome of a call to the site, also that it did not answer: every caller reports it.
    void note(const std::optional<Error> &error);

Q_SIGNALS:
    void siteChanged();
    void connectionChanged(bool connected);

private:
    void probe();
    void setConnected(bool connected);

    std::shared_ptr<EnrollmentSite> m_site;
    QString m_siteId;
    QTimer m_retry;
    Backoff m_backoff;
    bool m_isActive = false;
    bool m_isProbing = false;
    bool m_isConnected = false;
    quint64 m_generation = 0;
};

} // namespace tegata
