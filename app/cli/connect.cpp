// SPDX-License-Identifier: Apache-2.0
#include "app/cli/connect.h"

#include "app/cli/files.h"
#include "app/sites/operatorsites.h"
#include "core/pki/pkcs12bundle.h"
#include "core/pki/privatekeyfinder.h"
#include "core/remote/newsite.h"
#include "core/remote/rest/restapplicationsite.h"
#include "core/remote/rest/restexaminersite.h"
#include "core/remote/siteprofilestore.h"

#include <QLocale>

namespace tegata::cli {

namespace {

Result<SiteProfile> siteFromFile(const QString &path)
{
    if (path.endsWith(QLatin1String(".env")))
        return practiceSiteProfile(path);
    return readFile(path).and_then([](const QByteArray &json) { return siteProfileFromJson(json); });
}

Result<SiteProfile> siteFromUrl(const QString &url, const QString &caFile)
{
    SiteProfile site;
    site.id = QStringLiteral("command-line");
    site.name = url;
    site.applicationUrl = QUrl(url, QUrl::StrictMode);
    if (!site.applicationUrl.isValid() || site.applicationUrl.scheme() != QLatin1String("https"))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("an https:// address is needed"),
                       QStringLiteral("--url"));
    site.operatorUrl = site.applicationUrl;
    site.examinerUrl = site.applicationUrl;
    if (caFile.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("--url needs --ca"), QStringLiteral("--ca"));
    return readFile(caFile)
        .and_then([](const QByteArray &bytes) { return trustAnchorsInFile(bytes); })
        .map([&site](const QList<Certificate> &anchors) {
            site.trustAnchors = anchors;
            return site;
        });
}

// What is written on the command line and goes to the site as it is.
std::optional<Error> privateKeyInOptions(const Options &options)
{
    for (const QString &name :
         {QStringLiteral("comment"), QStringLiteral("note"), QStringLiteral("value"), QStringLiteral("evidence")}) {
        for (const QString &text : options.values(name)) {
            if (holdsPrivateKey(text.toUtf8()))
                return Error{ErrorCode::PrivateKeyFound, {}, QLatin1String("--") + name};
        }
    }
    return std::nullopt;
}

void withSite(CommandContext &context, std::function<void(const SiteProfile &)> next)
{
    const Options &options = context.options();
    if (const std::optional<Error> secret = privateKeyInOptions(options)) {
        context.fail(*secret);
        return;
    }
    if (options.isSet(QStringLiteral("site")) || options.isSet(QStringLiteral("url"))) {
        const Result<SiteProfile> site =
            options.isSet(QStringLiteral("site"))
                ? siteFromFile(options.value(QStringLiteral("site")))
                : siteFromUrl(options.value(QStringLiteral("url")), options.value(QStringLiteral("ca")));
        if (site)
            next(*site);
        else
            context.fail(site.error());
        return;
    }
    auto store = std::make_shared<SiteProfileStore>(options.profileDirectory(), context.worker());
    observe<QList<SiteProfile>>(
        store->list(), &context, [&context, store, next = std::move(next)](const Result<QList<SiteProfile>> &sites) {
            if (!sites)
                context.fail(sites.error());
            else if (sites->size() == 1)
                next(sites->constFirst());
            else
                context.fail({ErrorCode::InvalidArgument,
                              QStringLiteral("the profile holds %1 sites; name one by --site, or "
                                             "by --url and --ca")
                                  .arg(sites->size()),
                              QStringLiteral("--site"), -1});
        });
}

Result<Identity> identityFromFile(const QString &path, const QString &passphraseFile)
{
    const Result<QByteArray> bytes = readFile(path);
    if (!bytes)
        return failure(bytes.error());
    SharedSecret passphrase = std::make_shared<SecretBytes>();
    if (!passphraseFile.isEmpty()) {
        const Result<SharedSecret> read = readSecret(passphraseFile);
        if (!read)
            return failure(read.error());
        passphrase = *read;
    }
    const Result<Pkcs12Bundle> bundle = Pkcs12Bundle::open(*bytes, *passphrase);
    if (!bundle)
        return failure(bundle.error());
    // Whether the certificate is still valid and fit is for the site to say: its answer is what a script needs to see.
    if (!bundle->key())
        return failure(ErrorCode::KeyMissing, {}, path);
    if (!bundle->certificate())
        return failure(ErrorCode::CertificateMissing, {}, path);
    const Certificate &certificate = *bundle->certificate();
    const IdentityInfo info{
        QString::fromLatin1(certificate.sha256().toHex()), certificate, IdentityProtection::Passphrase, {}};
    return Identity{info, *bundle->key(), bundle->others()};
}

void withIdentity(CommandContext &context, const SiteProfile &site, std::function<void(const Identity &)> next)
{
    const Options &options = context.options();
    const QString passphraseFile = options.value(QStringLiteral("passphrase-file"));
    if (options.isSet(QStringLiteral("identity"))) {
        const Result<Identity> identity = identityFromFile(options.value(QStringLiteral("identity")), passphraseFile);
        if (identity)
            next(*identity);
        else
            context.fail(identity.error());
        return;
    }
    if (site.identity.isEmpty()) {
        context.fail({ErrorCode::InvalidArgument, QStringLiteral("no operator certificate: --identity names one"),
                      QStringLiteral("--identity"), -1});
        return;
    }
    SharedSecret passphrase;
    if (!passphraseFile.isEmpty()) {
        const Result<SharedSecret> read = readSecret(passphraseFile);
        if (!read) {
            context.fail(read.error());
            return;
        }
        passphrase = *read;
    }
    observe<Identity>(context.identities().unlock(site.identity, passphrase), &context,
                      [&context, next = std::move(next)](const Result<Identity> &identity) {
                          if (identity)
                              next(*identity);
                          else
                              context.fail(identity.error());
                      });
}

using Connection = std::shared_ptr<RestApplicationSite>;

// To the application site, nobody signed in.
void withConnection(CommandContext &context, std::function<void(const Connection &)> next)
{
    withSite(context, [&context, next = std::move(next)](const SiteProfile &site) {
        Result<std::unique_ptr<RestApplicationSite>> made =
            RestApplicationSite::make(site, context.output().phrasebook().language());
        if (made)
            next(std::move(*made));
        else
            context.fail(made.error());
    });
}

// As the contact of --user and --password-file.
void signIn(CommandContext &context, const Connection &connection, std::function<void()> next)
{
    const Options &options = context.options();
    const Result<SharedSecret> password = readSecret(options.value(QStringLiteral("password-file")));
    if (!password) {
        context.fail(password.error());
        return;
    }
    observe<SignedInContact>(connection->signIn(options.value(QStringLiteral("user")), **password), &context,
                             [&context, connection, next = std::move(next)](const Result<SignedInContact> &session) {
                                 if (session)
                                     next();
                                 else
                                     context.fail(session.error());
                             });
}

} // namespace

void withSiteProfile(CommandContext &context, std::function<void(const SiteProfile &)> next)
{
    withSite(context, std::move(next));
}

void withOperatorSite(CommandContext &context, std::function<void(std::shared_ptr<OperatorSite>)> next)
{
    withOperatorSiteOf(context, [next = std::move(next)](const std::shared_ptr<OperatorSite> &site,
                                                         const SiteProfile &) { next(site); });
}

void withOperatorSiteOf(CommandContext &context,
                        std::function<void(std::shared_ptr<OperatorSite>, const SiteProfile &)> next)
{
    withSite(context, [&context, next = std::move(next)](const SiteProfile &site) {
        withIdentity(context, site, [&context, site, next](const Identity &identity) {
            Result<std::unique_ptr<OperatorSite>> connection =
                makeOperatorSite(site, identity, context.output().phrasebook().language());
            if (connection)
                next(std::shared_ptr<OperatorSite>(std::move(*connection)), site);
            else
                context.fail(connection.error());
        });
    });
}

void withExaminerSite(CommandContext &context, std::function<void(std::shared_ptr<ExaminerSite>)> next)
{
    withSite(context, [&context, next = std::move(next)](const SiteProfile &site) {
        withIdentity(context, site, [&context, site, next](const Identity &identity) {
            Result<std::unique_ptr<RestExaminerSite>> made =
                RestExaminerSite::make(site, {identity.info.certificate, identity.chain, identity.key},
                                       context.output().phrasebook().language());
            if (made)
                next(std::shared_ptr<ExaminerSite>(std::move(*made)));
            else
                context.fail(made.error());
        });
    });
}

void withApplicationSite(CommandContext &context, std::function<void(std::shared_ptr<ApplicationSite>)> next)
{
    withConnection(context, [&context, next = std::move(next)](const Connection &connection) {
        signIn(context, connection, [connection, next] { next(connection); });
    });
}

void withEnrollmentSite(CommandContext &context, Account account,
                        std::function<void(std::shared_ptr<EnrollmentSite>)> next)
{
    withConnection(context, [&context, account, next = std::move(next)](const Connection &connection) {
        if (account == Account::None)
            next(connection);
        else
            signIn(context, connection, [connection, next] { next(connection); });
    });
}

} // namespace tegata::cli
