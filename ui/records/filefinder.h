// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/cache/queuecache.h"
#include "core/desk/certificatesearch.h"

#include <QObject>

class QMimeData;

namespace tegata {

// Finds the records of a certificate or CSR that somebody has as a file, drops or pastes: the certificate itself by its
// serial and key, else what has the same public key. Files are read and parsed on the worker. Cache and worker outlive
// it.
class FileFinder : public QObject
{
    Q_OBJECT

public:
    FileFinder(QueueCache &cache, Worker &worker, QObject *parent = nullptr);

    // A file, or the text of a PEM.
    static bool canFind(const QMimeData &data);
    void find(const QMimeData &data);
    void findFile(const QString &path);

Q_SIGNALS:
    void found(const tegata::QueueRow &row);
    // isOther: the certificate itself is not here.
    void keyFound(const tegata::QueueQuery &query, bool isOther);
    void nothingFound();
    void failed(const tegata::Error &error);

private:
    void look(const Future<FileTraits> &file);
    void lookForKey(const FileTraits &traits);

    QueueCache &m_cache;
    Worker &m_worker;
    quint64 m_generation = 0; // of the latest search
};

} // namespace tegata
