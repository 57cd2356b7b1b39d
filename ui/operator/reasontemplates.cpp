// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/reasontemplates.h"

#include "ui/common/settingsfile.h"

#include <QSettings>

#include <array>

namespace tegata {

namespace {

constexpr std::array WithReasons = {RequestAction::Approve, RequestAction::Reject, RequestAction::Hold,
                                    RequestAction::Cancel};

QString settingsKey(RequestAction action)
{
    return QStringLiteral("reasons/") + requestActionName(action);
}

} // namespace

ReasonTemplates::ReasonTemplates(QString settingsFile) : m_settingsFile(std::move(settingsFile))
{
    if (m_settingsFile.isEmpty())
        return;
    const QSettings settings(m_settingsFile, QSettings::IniFormat);
    for (const RequestAction action : WithReasons)
        m_own.insert(action, settings.value(settingsKey(action)).toStringList());
}

QStringList ReasonTemplates::texts(RequestAction action) const
{
    return m_own.value(action) + builtIn(action);
}

void ReasonTemplates::setOwn(RequestAction action, const QStringList &texts)
{
    QStringList kept;
    for (const QString &text : texts) {
        if (const QString trimmed = text.trimmed(); !trimmed.isEmpty() && !kept.contains(trimmed))
            kept.append(trimmed);
    }
    m_own.insert(action, kept);
    if (m_settingsFile.isEmpty())
        return;
    QSettings settings(m_settingsFile, QSettings::IniFormat);
    settings.setValue(settingsKey(action), kept);
    keep(settings);
}

QStringList ReasonTemplates::builtIn(RequestAction action)
{
    switch (action) {
    case RequestAction::Reject:
        return {
            tr("The organisation's name does not match the registered data."),
            tr("A name (CN or SAN) is not within the registered domains."),
            tr("The key or the signature of the CSR does not meet the requirements. Please make a new key and CSR."),
            tr("The same request already exists."),
            tr("The product, language or another choice is wrong. Please request again.")};
    case RequestAction::Hold:
        return {tr("Being confirmed with the responsible applicant by telephone."),
                tr("The right to use the domain is being confirmed."), tr("Waiting for documents.")};
    case RequestAction::Approve:
        return {tr("Confirmed with the responsible applicant by telephone."),
                tr("Confirmed with the procedure contact by e-mail."),
                tr("I reviewed the warnings and see no objection to issuing.")};
    case RequestAction::Cancel:
        return {tr("Cancelled at the applicant's request."), tr("Cancelled as a duplicate of another request.")};
    default:
        return {};
    }
}

} // namespace tegata
