// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/domain/postalcode.h"

#include <QObject>

namespace tegata {

// The postal codes as the form asks for them: the table that was compiled in, or the one imported from Japan Post's
// files, which is kept in a file. GUI thread; unpacking, reading and writing run on the worker.
class PostalDirectory : public QObject
{
    Q_OBJECT

public:
    // worker outlives it. importedPath: where an imported table is kept; empty: nowhere. Begins to load at once.
    PostalDirectory(Worker &worker, QString importedPath, QObject *parent = nullptr);

    // The municipalities that a code stands for, each once; none for an unknown code. Delivers in the order asked.
    Future<QList<PostalPlace>> municipalities(const QString &code) const;

    // Japan Post's KEN_ALL.CSV and, for romaji, KEN_ALL_ROME.CSV (may be empty). Errors: of reading a file (the field
    // is its path), of PostalCodeTable::fromJapanPost and ::save. In use from then on.
    Future<void> importFiles(const QString &kenAllPath, const QString &romePath);

Q_SIGNALS:
    void changed();

private:
    struct Held; // the table, touched on the worker only

    Worker &m_worker;
    QString m_importedPath;
    std::shared_ptr<Held> m_held;
};

} // namespace tegata
