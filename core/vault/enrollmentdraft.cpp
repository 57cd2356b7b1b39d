// SPDX-License-Identifier: Apache-2.0
#include "core/vault/enrollmentdraft.h"

#include "core/base/clock.h"
#include "core/domain/contract.h"
#include "core/domain/jsonmembers.h"
#include "core/domain/nametable.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>
#include <cstring>

namespace tegata {

namespace {

constexpr int FormatVersion = 1;

constexpr NameTable<DraftSending, 3> sendingNames = {{
    {DraftSending::None, QLatin1String("none")},
    {DraftSending::Queued, QLatin1String("queued")},
    {DraftSending::Sending, QLatin1String("sending")},
}};

std::optional<DraftSending> sendingFromName(const QString &name)
{
    return valueIn(sendingNames, name);
}

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QJsonObject toJson(const EnrollmentDraft &draft)
{
    QJsonObject json{
        {QStringLiteral("version"), FormatVersion},
        {QStringLiteral("id"), draft.id},
        {QStringLiteral("name"), draft.name},
        {QStringLiteral("application"), contract::toJson(draft.application)},
        {QStringLiteral("createdAt"), jsonTime(draft.createdAt)},
        {QStringLiteral("changedAt"), jsonTime(draft.changedAt)},
        {QStringLiteral("page"), int(draft.page)},
        {QStringLiteral("idempotencyKey"), draft.idempotencyKey},
        {QStringLiteral("sending"), nameIn(sendingNames, draft.sending)},
        {QStringLiteral("siteId"), draft.siteId},
    };
    if (draft.receipt)
        json.insert(QStringLiteral("receipt"), contract::toJson(*draft.receipt));
    if (draft.registered)
        json.insert(QStringLiteral("registered"), contract::toJson(*draft.registered));
    return json;
}

Result<EnrollmentDraft> fromJson(const QJsonObject &json)
{
    JsonMembers members(json, ErrorCode::StoreCorrupt);
    EnrollmentDraft draft;
    draft.id = members.text(QLatin1String("id"));
    draft.name = members.optionalText(QLatin1String("name"));
    draft.application = members.member(QLatin1String("application"), contract::enrollmentFromJson);
    draft.createdAt = members.time(QLatin1String("createdAt"));
    draft.changedAt = members.time(QLatin1String("changedAt"));
    const auto pages = enrollmentPages();
    const int page = members.integer(QLatin1String("page"));
    if (page >= 0 && page < int(pages.size()))
        draft.page = pages[std::size_t(page)];
    draft.idempotencyKey = members.text(QLatin1String("idempotencyKey"));
    draft.sending = members.choice(QLatin1String("sending"), sendingFromName);
    if (json.contains(QLatin1String("receipt")))
        draft.receipt = members.member(QLatin1String("receipt"), contract::receiptFromJson);
    if (json.contains(QLatin1String("registered")))
        draft.registered = members.member(QLatin1String("registered"), contract::enrollmentFromJson);
    draft.siteId = members.optionalText(QLatin1String("siteId"));
    return members.result(draft);
}

// Text that others share stays: it is theirs to drop.
void wipeOwned(QString &text)
{
    if (text.isDetached())
        wipeText(text);
    text = QString();
}

template <typename... Texts>
void wipeAll(Texts &...texts)
{
    (wipeOwned(texts), ...);
}

void wipe(PostalAddress &address)
{
    wipeAll(address.postalCode, address.municipality, address.street);
}

void wipe(EnrollmentApplicant &applicant)
{
    wipeAll(applicant.creditCode, applicant.corporateNumber, applicant.legalName, applicant.englishName,
            applicant.consultationReason, applicant.representative, applicant.postalCode, applicant.country,
            applicant.municipality, applicant.municipalityEnglish, applicant.registryNumber, applicant.establishingBody,
            applicant.registryPrefecture, applicant.mainPhone, applicant.responsiblePhone, applicant.responsible.name,
            applicant.responsible.department, applicant.responsible.title);
}

// Of a shared list, the texts belong to the others too.
template <typename Value, typename Wipe>
void wipeEach(QList<Value> &values, Wipe wipeOne)
{
    if (values.isDetached())
        std::for_each(values.begin(), values.end(), wipeOne);
    values.clear();
}

void wipe(QList<EnrollmentDomain> &domains)
{
    wipeEach(domains, [](EnrollmentDomain &domain) { wipeAll(domain.name, domain.note); });
}

void wipe(EnrollmentApplication &application)
{
    EnrollmentContact &contact = application.contact;
    EnrollmentBilling &billing = application.billing;
    wipeAll(application.plan.quoteNumber, application.subscriberName, contact.loginId, contact.password,
            contact.passwordMail, contact.name, contact.department, contact.phone, contact.mail, billing.organization,
            billing.department, billing.name, billing.phone, billing.mail, application.noticeMail,
            application.warningReason);
    wipe(contact.address);
    wipe(billing.address);
    wipe(application.threeParty.applicant);
    wipe(application.threeParty.domains);
    wipe(application.domains);
    wipeEach(application.applicants, [](EnrollmentApplicant &applicant) { wipe(applicant); });
    wipeEach(application.operators,
             [](EnrollmentOperator &person) { wipeAll(person.name, person.kana, person.commonName, person.mail); });
}

} // namespace

EnrollmentDraft makeDraft(const QString &name, const EnrollmentApplication &application, const QDateTime &now)
{
    EnrollmentDraft draft;
    draft.id = newId();
    draft.name = name;
    draft.application = application;
    draft.createdAt = now;
    draft.changedAt = now;
    draft.idempotencyKey = newId();
    return draft;
}

EnrollmentDraft duplicateOf(const EnrollmentDraft &draft, const QString &name, const QDateTime &now)
{
    EnrollmentDraft copy = makeDraft(name, draft.application, now);
    copy.page = draft.page;
    copy.registered = draft.registered;
    copy.siteId = draft.siteId;
    return copy;
}

Result<SecretBytes> draftBytes(const EnrollmentDraft &draft)
{
    const QJsonObject json = toJson(draft);
    // The contract's reader bounds lists and texts: what it refuses now could never be opened again.
    if (const Result<EnrollmentDraft> readable = fromJson(json); !readable)
        return failure(ErrorCode::InvalidArgument, readable.error().detail, readable.error().field);
    QByteArray bytes = QJsonDocument(json).toJson(QJsonDocument::Compact);
    return SecretBytes::take(bytes);
}

Result<EnrollmentDraft> draftFromBytes(const SecretBytes &bytes)
{
    const QJsonDocument document =
        QJsonDocument::fromJson(QByteArray::fromRawData(bytes.data(), qsizetype(bytes.size())));
    const QJsonObject json = document.object();
    const int version = json.value(QLatin1String("version")).toInt();
    if (version > FormatVersion)
        return failure(ErrorCode::StoreTooNew);
    if (version != FormatVersion)
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("not a draft"));
    return fromJson(json);
}

void wipeDraft(EnrollmentDraft &draft)
{
    wipe(draft.application);
    if (draft.registered)
        wipe(*draft.registered);
    wipeOwned(draft.name);
    draft = EnrollmentDraft();
}

} // namespace tegata
