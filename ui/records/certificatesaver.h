// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/domain/certificaterecord.h"

#include <QObject>
#include <QWidget>

namespace tegata {

// Asks where to save a certificate and writes it, alone or with its chain, leaf first, as PEM. The file is written on
// the worker, whole or not at all.
class CertificateSaver : public QObject
{
    Q_OBJECT

public:
    // window: the dialog's parent, owns this. worker outlives it.
    CertificateSaver(Worker &worker, QWidget *window);

    void save(const CertificateDetail &detail, bool withChain);
    // "www.example.jp.pem"; a wildcard's star, no character for files, becomes "wildcard".
    static QString suggestedName(const CertificateRecord &certificate, bool withChain);

Q_SIGNALS:
    void saved(const QString &path);
    void failed(const tegata::Error &error);

private:
    void write(const QString &path, const QByteArray &bytes);

    Worker &m_worker;
    QWidget *m_window;
};

} // namespace tegata
