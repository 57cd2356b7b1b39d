// SPDX-License-Identifier: Apache-2.0
#include "tests/core/service/authority/authorityfixture.h"

#include "core/base/clock.h"

#include <QDir>
#include <QFile>

namespace tegata {

namespace {

const AuthorityFixture &prototype()
{
    static const AuthorityFixture fixture(AuthorityFixture::Content::Empty);
    static const bool isMade = fixture.open().has_value();
    if (!isMade) // also in optimised builds, where Q_ASSERT is nothing
        qFatal("the test's authority could not be made");
    return fixture;
}

} // namespace

AuthorityFixture::AuthorityFixture(Content content)
    : m_options{m_directory.filePath(QStringLiteral("ca")), QStringLiteral("http://127.0.0.1:8080"),
                QStringLiteral("Tegata")}
{
    if (content == Content::Empty)
        return;
    const QDir source(prototype().options().directory);
    QDir().mkpath(m_options.directory);
    const QStringList names = source.entryList(QDir::Files);
    for (const QString &name : names)
        QFile::copy(source.filePath(name), QDir(m_options.directory).filePath(name));
}

QDateTime AuthorityFixture::today()
{
    return fromRfc3339(QStringLiteral("2026-11-22T09:00:00.500Z"));
}

SecretBytes AuthorityFixture::passphrase()
{
    return SecretBytes::fromText(QStringLiteral("ひみつ passphrase"));
}

Result<std::unique_ptr<IssuingAuthority>> AuthorityFixture::open(const QDateTime &now) const
{
    return IssuingAuthority::open(m_options, passphrase(), now);
}

QString AuthorityFixture::path(const char *name) const
{
    return m_options.directory + QLatin1Char('/') + QLatin1String(name);
}

QString AuthorityFixture::scratch(const char *name) const
{
    return m_directory.filePath(QLatin1String(name));
}

} // namespace tegata
