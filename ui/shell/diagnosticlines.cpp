// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/diagnosticlines.h"

#include "core/base/logredactor.h"
#include "core/domain/errortext.h"

#include <QGuiApplication>
#include <QLocale>
#include <QSysInfo>

#include <cstdlib>
#include <utility>

namespace tegata {

namespace {

using State = DiagnosticLine::State;

constexpr qint64 ToleratedSkew = 30; // seconds
constexpr int WarnDaysBefore = 30;

QString time(const QDateTime &at)
{
    return at.isValid() ? at.toLocalTime().toString(Qt::ISODate) : QString();
}

QString nameOf(const Certificate &certificate)
{
    const QString name = certificate.subject().value(QLatin1String("CN"));
    return name.isEmpty() ? certificate.subject().toString() : name;
}

} // namespace

QString DiagnosticText::stateText(State state)
{
    switch (state) {
    case State::Ok:
        return tr("✓ OK");
    case State::Attention:
        return tr("⚠ needs attention");
    case State::Neutral:
        return {};
    }
    return {};
}

QList<DiagnosticLine> DiagnosticText::lines(const DiagnosticFacts &facts, const Phrasebook &phrasebook)
{
    QList<DiagnosticLine> lines;
    QString group;
    const auto add = [&](const QString &name, const QString &value, State state = State::Neutral,
                         const QString &advice = {}) {
        lines.append({group, name, value, state, state == State::Attention ? advice : QString()});
    };
    const auto addError = [&](const QString &name, const Error &error) {
        const ErrorText words = describe(error, phrasebook);
        add(name, words.message + QStringLiteral(" (%1)").arg(errorCodeName(error.code)), State::Attention,
            words.remedy);
    };

    group = tr("Program");
    add(tr("Tegata"), QGuiApplication::applicationVersion());
    add(tr("System"), QSysInfo::prettyProductName() + QStringLiteral(", ") + QGuiApplication::platformName());
    add(tr("Libraries"),
        QStringLiteral("Qt %1, %2, SQLite %3").arg(facts.qtVersion, facts.opensslVersion, facts.sqliteVersion));
    add(tr("Created"), time(facts.at));

    group = tr("Site");
    add(tr("Address"), facts.site.operatorUrl.toString());
    if (facts.lastError)
        addError(tr("Connection"), *facts.lastError);
    else if (facts.connection == DeskConnection::Online)
        add(tr("Connection"), tr("connected"), State::Ok);
    else if (facts.connection == DeskConnection::Locked)
        add(tr("Connection"), tr("locked"), State::Neutral);
    else
        add(tr("Connection"), tr("not connected"), State::Attention,
            tr("Check the network. The program reconnects automatically."));
    add(tr("Last synchronisation"), facts.lastSync.isValid() ? time(facts.lastSync) : tr("not yet"));
    if (facts.session)
        add(tr("Service version"), facts.session->serviceVersion);
    if (facts.clockSkew) {
        const bool isFine = std::abs(*facts.clockSkew) <= ToleratedSkew;
        add(tr("Clock difference from the site"), tr("%n second(s)", nullptr, static_cast<int>(*facts.clockSkew)),
            isFine ? State::Ok : State::Attention,
            tr("Set this computer's clock. Decisions and certificate validity depend on it."));
    }

    group = tr("TLS");
    if (facts.tls) {
        add(tr("Protocol"), facts.tls->protocol + QStringLiteral(", ") + facts.tls->cipher, State::Ok);
        for (const Certificate &each : facts.tls->serverChain) {
            const bool isEnding = facts.at.daysTo(each.notAfter()) < WarnDaysBefore;
            add(tr("Server's certificate"),
                QStringLiteral("%1, %2, SHA-256 %3").arg(nameOf(each), time(each.notAfter()), colonHex(each.sha256())),
                isEnding ? State::Attention : State::Ok,
                tr("The site's certificate expires soon. Contact the certification authority."));
        }
    } else {
        add(tr("Protocol"), tr("not connected since the program started"));
    }
    for (const Certificate &anchor : facts.site.trustAnchors) {
        const bool isEnding = facts.at.daysTo(anchor.notAfter()) < WarnDaysBefore;
        add(tr("Trusted CA"),
            QStringLiteral("%1, %2, SHA-256 %3")
                .arg(nameOf(anchor), time(anchor.notAfter()), colonHex(anchor.sha256())),
            isEnding ? State::Attention : State::Ok, tr("Ask the certification authority for a new site file."));
    }

    group = tr("Operator");
    if (facts.identity) {
        const Certificate &own = facts.identity->certificate;
        const bool isEnding = facts.at.daysTo(own.notAfter()) < WarnDaysBefore;
        add(tr("Operator certificate"),
            QStringLiteral("%1, %2, %3, SHA-256 %4")
                .arg(nameOf(own), own.serial(), time(own.notAfter()), colonHex(own.sha256())),
            isEnding ? State::Attention : State::Ok, tr("Renew the operator certificate before it expires."));
        add(tr("Unlocked"), facts.isUnlocked ? tr("yes") : tr("no"));
    } else {
        add(tr("Operator certificate"), tr("none"), State::Attention, tr("Load your operator certificate."));
    }
    if (facts.identity && facts.identity->token) {
        add(tr("Driver"), facts.identity->token->module);
        if (facts.token && !*facts.token)
            addError(tr("Token"), facts.token->error());
        else if (facts.token)
            add(tr("Token"),
                QStringLiteral("%1, %2 %3, %4")
                    .arg((*facts.token)->label, (*facts.token)->manufacturer, (*facts.token)->model,
                         (*facts.token)->serial),
                (*facts.token)->pin == PinState::Normal ? State::Ok : State::Attention,
                tr("A wrong PIN was entered. The token locks after several wrong PINs."));
    }
    if (facts.keychain)
        addError(tr("Keychain"), *facts.keychain);
    else
        add(tr("Keychain"), tr("responding"), State::Ok);

    group = tr("Data on this computer");
    add(tr("Size"), QLocale().formattedDataSize(facts.cacheBytes));
    qint64 rows = 0;
    for (const qint64 count : facts.cacheRows)
        rows += count;
    add(tr("Records"), QLocale().toString(rows));
    if (facts.cacheKey)
        addError(tr("Encrypted data"), *facts.cacheKey);
    else if (!facts.isUnlocked)
        add(tr("Encrypted data"), tr("locked until you unlock the operator certificate"));
    else if (facts.cacheKeyKeeping == CacheKeyKeeping::Session)
        add(tr("Encrypted data"), tr("its key is kept for this session only"), State::Attention,
            tr("Set up a keychain. Without one, unsent decisions cannot be opened after a restart."));
    else
        add(tr("Encrypted data"),
            facts.cacheKeyKeeping == CacheKeyKeeping::Keychain
                ? tr("open, its key is in the keychain")
                : tr("open; its key is encrypted with the operator's key"),
            State::Ok);
    add(tr("Waiting to be sent"), QString::number(facts.outboxWaiting),
        facts.outboxAsking > 0 ? State::Attention : State::Ok,
        tr("%n of them need your decision.", nullptr, facts.outboxAsking));

    if (facts.session) {
        group = tr("Site features");
        const SiteCapabilities &can = facts.session->capabilities;
        const std::pair<QString, bool> all[] = {{tr("Change feed"), can.changeFeed},
                                                {tr("Claim and release"), can.claim && can.release},
                                                {tr("Hold"), can.hold},
                                                {tr("Cancel"), can.cancel},
                                                {tr("Edit"), can.edit},
                                                {tr("Internal notes"), can.internalNotes},
                                                {tr("Multiple approvals"), can.fourEyes},
                                                {tr("Registered data"), can.registration},
                                                {tr("Revoke"), can.revoke},
                                                {tr("Scheduled revocation"), can.scheduleRevocation},
                                                {tr("Audit trail"), can.auditTrail}};
        for (const auto &[name, offered] : all)
            add(name, offered ? tr("yes") : tr("no"));
    }
    return lines;
}

QString DiagnosticText::plain(const QList<DiagnosticLine> &lines)
{
    QString text;
    QString group;
    for (const DiagnosticLine &line : lines) {
        if (line.group != group)
            text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + QStringLiteral("[%1]\n").arg(line.group);
        group = line.group;
        text += line.name + QStringLiteral(": ") + line.value;
        if (line.state != DiagnosticLine::State::Neutral)
            text += QStringLiteral("  ") + stateText(line.state);
        text += QLatin1Char('\n');
        if (!line.advice.isEmpty())
            text += QStringLiteral("    → ") + line.advice + QLatin1Char('\n');
    }
    return redacted(text);
}

} // namespace tegata
