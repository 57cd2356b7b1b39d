// SPDX-License-Identifier: Apache-2.0
#include "core/pki/keyweakness.h"
#include "core/rules/checkparts.h"
#include "core/rules/findingcatalogue.h"

#include <QStringList>

namespace tegata {

namespace {

constexpr int MaximumRsaBits = 16384; // OpenSSL verifies no signature of a longer key

// Big-endian without leading zero, as KeyFacts has it.
bool isOdd(const QByteArray &number)
{
    return !number.isEmpty() && (number.back() & 1) != 0;
}

bool isBelow65537(const QByteArray &number)
{
    return number.size() < 3 || (number.size() == 3 && number < QByteArray::fromHex("010001"));
}

class KeyRules
{
public:
    explicit KeyRules(const RequestCheck &check) : m_check(check), m_key(check.csr.key()) {}

    QList<Finding> run()
    {
        switch (m_key.algorithm) {
        case KeyAlgorithm::Rsa:
            checkAlgorithm(QStringLiteral("RSA"));
            checkRsa();
            break;
        case KeyAlgorithm::Ec:
            checkAlgorithm(QStringLiteral("EC"));
            if (!m_check.policy.curves.contains(m_key.curve))
                refuse(FindingCode::KeyCurve,
                       {{QStringLiteral("value"), m_key.curve},
                        {QStringLiteral("expected"), m_check.policy.curves.join(QStringLiteral(", "))}});
            break;
        case KeyAlgorithm::Other:
            checkAlgorithm(m_key.algorithmName);
            if (!m_key.modulus.isEmpty()) // RSA-PSS: an RSA key that signs in one way only
                checkRsa();
            break;
        }
        for (const KeyUse &use : m_check.context.keyUses)
            checkUse(use);
        checkSignature();
        return m_findings;
    }

private:
    void refuse(FindingCode code, const QMap<QString, QString> &args = {})
    {
        report(code, FindingOutcome::Error, QStringLiteral("publicKey"), args);
    }

    void report(FindingCode code, FindingOutcome outcome, const QString &field, const QMap<QString, QString> &args)
    {
        m_findings.append(makeFinding(code, outcome, field, args));
    }

    void checkAlgorithm(const QString &name)
    {
        if (!m_check.policy.keyAlgorithms.contains(name, Qt::CaseInsensitive))
            refuse(FindingCode::KeyAlgorithm, {{QStringLiteral("value"), name}});
    }

    void checkRsa()
    {
        checkRsaSize();
        checkRsaExponent();
        // The tests of a hostile giant would take minutes.
        if (m_key.bits <= MaximumRsaBits)
            checkRsaModulus();
    }

    void checkRsaSize()
    {
        const QMap<QString, QString> args = {{QStringLiteral("length"), QString::number(m_key.bits)},
                                             {QStringLiteral("limit"), QString::number(m_check.policy.minimumRsaBits)}};
        if (m_key.bits < m_check.policy.minimumRsaBits)
            refuse(FindingCode::KeyRsaTooShort, args);
        if (m_key.bits > MaximumRsaBits)
            refuse(FindingCode::KeyRsaTooLong, {{QStringLiteral("length"), QString::number(m_key.bits)},
                                                {QStringLiteral("limit"), QString::number(MaximumRsaBits)}});
        if (m_key.bits % 8 != 0)
            refuse(FindingCode::KeyRsaSize, args);
    }

    void checkRsaExponent()
    {
        constexpr qsizetype recommendedBytes = 32; // up to 2^256 - 1
        const QByteArray &exponent = m_key.publicExponent;
        if (!isOdd(exponent) || exponent == QByteArray::fromHex("01"))
            refuse(FindingCode::KeyRsaExponent);
        else if (isBelow65537(exponent) || exponent.size() > recommendedBytes)
            report(FindingCode::KeyRsaExponentRange, FindingOutcome::Warning, QStringLiteral("publicKey"), {});
    }

    void checkRsaModulus()
    {
        if (!isOdd(m_key.modulus)) {
            refuse(FindingCode::KeyRsaModulusEven);
            return;
        }
        if (const std::optional<unsigned> factor = smallFactor(m_key))
            refuse(FindingCode::KeyRsaSmallFactor, {{QStringLiteral("value"), QString::number(*factor)}});
        if (hasRocaFingerprint(m_key))
            refuse(FindingCode::KeyRoca);
        if (hasClosePrimes(m_key))
            refuse(FindingCode::KeyClosePrimes);
        if (m_check.context.isListedWeak)
            refuse(FindingCode::KeyListedWeak);
    }

    bool isSameOrganization(const KeyUse &use) const
    {
        if (!use.sameCustomer)
            return false;
        QStringList names = m_check.csr.subject().values(QLatin1String("O"));
        if (m_check.organization)
            names << m_check.organization->id << m_check.organization->legalName
                  << m_check.organization->legalNameEnglish;
        // A subject without O names nobody else: that it lacks O is told by itself.
        return use.organization.isEmpty() || names.isEmpty() || names.contains(use.organization, Qt::CaseInsensitive);
    }

    void checkUse(const KeyUse &use)
    {
        const QString field = QStringLiteral("publicKey");
        const QMap<QString, QString> args = {{QStringLiteral("serial"), use.serial}};
        if (use.compromised)
            refuse(FindingCode::KeyCompromised, args);
        else if (!isSameOrganization(use))
            refuse(FindingCode::KeyUsedElsewhere); // without the serial: it is somebody else's
        else if (use.serial == m_check.context.renewalOf)
            report(FindingCode::KeyReusedForRenewal, FindingOutcome::Warning, field, args);
        else
            report(FindingCode::KeyReused, FindingOutcome::Warning, field, args);
    }

    void checkSignature()
    {
        const CertificateSigningRequest &csr = m_check.csr;
        const QString field = QStringLiteral("signature");
        if (!csr.signatureValid())
            report(FindingCode::KeySignatureInvalid, FindingOutcome::Error, field, {});
        // EdDSA hashes in its own way; the key says which (RFC 8032).
        if (m_key.algorithmName.startsWith(QLatin1String("ED")))
            return;
        if (!m_check.policy.signatureDigests.contains(csr.signatureDigest()))
            report(FindingCode::KeySignatureDigest, FindingOutcome::Error, field,
                   {{QStringLiteral("value"), csr.signatureAlgorithm()},
                    {QStringLiteral("expected"), m_check.policy.signatureDigests.join(QStringLiteral(", "))}});
    }

    const RequestCheck &m_check;
    const KeyFacts &m_key;
    QList<Finding> m_findings;
};

} // namespace

QList<Finding> checkKey(const RequestCheck &check)
{
    return KeyRules(check).run();
}

} // namespace tegata
