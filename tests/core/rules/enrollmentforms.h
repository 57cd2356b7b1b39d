// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/contract.h"

#include <QFile>
#include <QJsonDocument>

// Forms that are in order, for tests of what the rules say of them.
namespace tegata {

// The application of the contract's golden files: complete, EV, in both languages.
inline EnrollmentApplication complete()
{
    QFile file(qEnvironmentVariable("TEGATA_SOURCE_DIR") + QStringLiteral("/tests/contract/golden/enrollment.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return contract::enrollmentFromJson(QJsonDocument::fromJson(file.readAll()).object()).value();
}

// A municipality's application with a three-party contract.
inline EnrollmentApplication government()
{
    EnrollmentApplication form = complete();
    form.threeParty.enabled = true;
    form.threeParty.consent = true;
    form.threeParty.applicant = form.applicants.first();
    form.threeParty.applicant.corporateNumber = QStringLiteral("4011001098993");
    form.threeParty.applicant.registryNumber = QStringLiteral("011001098993");
    form.threeParty.applicant.legalName = QStringLiteral("株式会社受託");
    form.threeParty.domains = {{QStringLiteral("example.com"), true, {}}};
    EnrollmentApplicant &applicant = form.applicants.first();
    applicant.legalName = QStringLiteral("港区");
    applicant.englishName = QStringLiteral("Minato City");
    applicant.legalForm = LegalForm::LocalGovernment;
    applicant.legalFormPosition = LegalFormPosition::NotChosen;
    applicant.category = OrganizationCategory::MunicipalGovernment;
    applicant.registryNumber.clear();
    applicant.establishingBody = QStringLiteral("港区");
    applicant.registryPrefecture = QStringLiteral("Tokyo");
    applicant.corporateNumber.clear();
    return form;
}

} // namespace tegata
