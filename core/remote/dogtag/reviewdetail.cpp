// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificatesigningrequest.h"
#include "core/remote/dogtag/requestnotes.h"
#include "core/remote/dogtag/requestversions.h"
#include "core/remote/dogtag/review.h"

#include <algorithm>

namespace tegata::dogtag {

namespace {

QString inputValue(const Review &review, const char *name)
{
    for (const ProfileInput &input : review.profile.inputs) {
        if (input.name == QLatin1String(name))
            return input.value;
    }
    return {};
}

// Dogtag writes names as RFC 2253 does, the last part first and an e-mail address as "E".
QString subjectText(const QString &name)
{
    QString text = name;
    if (text.startsWith(QLatin1String("E=")))
        text.replace(0, 1, QStringLiteral("emailAddress"));
    const Result<DistinguishedName> parsed = DistinguishedName::parse(text);
    if (!parsed)
        return name;
    QList<NameAttribute> attributes = parsed->attributes();
    std::reverse(attributes.begin(), attributes.end());
    return DistinguishedName(attributes).toString();
}

void readCsr(const Review &review, CertificateRequest &request)
{
    Result<CertificateSigningRequest> csr = CertificateSigningRequest::parse(review.request);
    if (!csr) // without the lines around it
        csr = CertificateSigningRequest::parse(QByteArray::fromBase64(review.request));
    if (csr) {
        request.subject = csr->subject().toString();
        request.commonName = csr->subject().value(QLatin1String("CN"));
        request.organization = csr->subject().value(QLatin1String("O"));
        request.sans = csr->dnsNames();
        request.key = keySummary(csr->key());
        request.csr = csr->pem();
        return;
    }
    // Of another format (CRMF): the profile's subject is what there is.
    for (const ProfileValue &value : review.profile.values) {
        if (value.name != QLatin1String("name"))
            continue;
        request.subject = subjectText(value.value);
        if (const Result<DistinguishedName> name = DistinguishedName::parse(request.subject)) {
            request.commonName = name->value(QLatin1String("CN"));
            request.organization = name->value(QLatin1String("O"));
        }
        return;
    }
}

bool endsWithReason(RequestState state)
{
    return state == RequestState::Rejected || state == RequestState::Cancelled;
}

void readNotes(const Review &review, RequestDetail &detail)
{
    QList<NoteEntry> entries = entriesOf(review.notes);
    if (endsWithReason(detail.request.state) && !entries.isEmpty())
        detail.reason = entries.takeLast().text;
    for (const NoteEntry &entry : entries) {
        if (!entry.text.isEmpty())
            detail.notes.append({entry.at, {entry.author, entry.author}, entry.text});
    }
}

} // namespace

RequestDetail detailOf(const Review &review, const QString &serial)
{
    RequestDetail detail;
    CertificateRequest &request = detail.request;
    request.id = review.id;
    request.version = versionOf(review);
    request.state = stateOf(review.status);
    request.profile = review.profile.name.isEmpty() ? review.profile.id : review.profile.name;
    readCsr(review, request);
    request.submittedAt = review.createdAt;
    request.updatedAt = review.modifiedAt.isValid() ? review.modifiedAt : review.createdAt;
    request.claimedBy = review.owner;
    request.serial = serial;
    detail.claimant = {review.owner, review.owner};
    const QString name = inputValue(review, "requestor_name");
    const QString mail = inputValue(review, "requestor_email");
    detail.requester = {mail.isEmpty() ? name : mail, name.isEmpty() ? mail : name};
    detail.requesterMail = mail;
    detail.profile = review.profile;
    readNotes(review, detail);
    return detail;
}

CertificateRequest requestOf(const ListRow &row)
{
    CertificateRequest request;
    request.id = QString::number(row.id);
    request.version = 1;
    request.state = stateOf(row.status);
    request.serial = row.serial;
    return request;
}

} // namespace tegata::dogtag
