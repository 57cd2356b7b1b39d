// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/postaldirectory.h"

#include "core/base/privatefile.h"

#include <QFileInfo>

#include <optional>

namespace tegata {

namespace {

constexpr qint64 MaximumSize = 64 * 1024 * 1024; // KEN_ALL.CSV has some 12 MB

} // namespace

struct PostalDirectory::Held
{
    Result<PostalCodeTable> table = failure(ErrorCode::NotFound);
};

PostalDirectory::PostalDirectory(Worker &worker, QString importedPath, QObject *parent)
    : QObject(parent), m_worker(worker), m_importedPath(std::move(importedPath)), m_held(std::make_shared<Held>())
{
    (void)m_worker.run<void>([held = m_held, path = m_importedPath]() -> Result<void> {
        if (!path.isEmpty() && QFileInfo::exists(path))
            held->table = PostalCodeTable::load(path);
        if (!held->table) // none imported, or it cannot be read: the one that is always there
            held->table = PostalCodeTable::builtIn();
        return {};
    });
}

Future<QList<PostalPlace>> PostalDirectory::municipalities(const QString &code) const
{
    return m_worker.run<QList<PostalPlace>>([held = m_held, code]() -> Result<QList<PostalPlace>> {
        if (!held->table)
            return tl::unexpected(held->table.error());
        return held->table->municipalities(code);
    });
}

Future<void> PostalDirectory::importFiles(const QString &kenAllPath, const QString &romePath)
{
    const Future<void> done =
        m_worker.run<void>([held = m_held, kenAllPath, romePath, path = m_importedPath]() -> Result<void> {
            const Result<QByteArray> kenAll = readChosenFile(kenAllPath, MaximumSize);
            if (!kenAll)
                return tl::unexpected(kenAll.error());
            const Result<QByteArray> rome =
                romePath.isEmpty() ? Result<QByteArray>() : readChosenFile(romePath, MaximumSize);
            if (!rome)
                return tl::unexpected(rome.error());
            Result<PostalCodeTable> table = PostalCodeTable::fromJapanPost(*kenAll, *rome);
            if (!table)
                return tl::unexpected(table.error());
            const Result<void> saved = path.isEmpty() ? Result<void>() : table->save(path);
            if (!saved)
                return saved;
            held->table = std::move(table);
            return {};
        });
    observe(done, this, [this](const Result<void> &result) {
        if (result)
            Q_EMIT changed();
    });
    return done;
}

} // namespace tegata
