// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/enrollmentapplication.h"

namespace tegata {

// A whole application as a contact would fill it in: private, EV, with characters outside JIS X 0208.
inline EnrollmentApplication sampleEnrollment()
{
    EnrollmentApplication form;
    form.plan = {12, true, QStringLiteral("Q-2026-1145")};
    form.subscriberName = QStringLiteral("株式会社髙橋システム");
    form.contact.loginId = QStringLiteral("takahashi01");
    form.contact.password = QStringLiteral("Sakura!Momiji#2026");
    form.contact.passwordMail = QStringLiteral("keiri@takahashi-sys.example.jp");
    form.contact.name = QStringLiteral("𠮷田 花子");
    form.contact.department = QStringLiteral("情報システム部");
    form.contact.address = {QStringLiteral("060-0807"), 1, QStringLiteral("札幌市北区"),
                            QStringLiteral("北七条西4丁目 ｻﾝﾌﾟﾙビル3F")};
    form.contact.phone = QStringLiteral("011-700-0001");
    form.contact.mail = QStringLiteral("hanako@takahashi-sys.example.jp");
    EnrollmentApplicant &applicant = form.applicants.first();
    applicant.ev = true;
    applicant.english = true;
    applicant.creditCode = QStringLiteral("123456789");
    applicant.corporateNumber = QStringLiteral("7123456789012");
    applicant.legalName = QStringLiteral("株式会社髙橋システム");
    applicant.englishName = QStringLiteral("Takahashi System Co., Ltd.");
    applicant.legalForm = LegalForm::KabushikiKaisha;
    applicant.legalFormPosition = LegalFormPosition::Before;
    applicant.representative = QStringLiteral("髙橋 一郎");
    applicant.postalCode = QStringLiteral("0600807");
    applicant.prefecture = 1;
    applicant.municipality = QStringLiteral("札幌市北区");
    applicant.municipalityEnglish = QStringLiteral("Sapporo-shi Kita-ku");
    applicant.category = OrganizationCategory::PrivateOrganization;
    applicant.registryNumber = QStringLiteral("123456789012");
    applicant.establishingBody = QStringLiteral("法務局");
    applicant.mainPhone = QStringLiteral("011-700-0000");
    applicant.responsiblePhone = QStringLiteral("011-700-0002");
    applicant.responsible = {QStringLiteral("佐藤 次郎"), QStringLiteral("総務部"), QStringLiteral("部長")};
    form.domains = {{QStringLiteral("takahashi-sys.co.jp"), true, {}},
                    {QStringLiteral("日本語.jp"), false, QStringLiteral("登録者は株式会社別会社。使用許諾書を送る")}};
    form.operators = {{QStringLiteral("山田 太郎"), QStringLiteral("ヤマダ タロウ"), QStringLiteral("T.YAMADA"),
                       QStringLiteral("yamada@takahashi-sys.co.jp")}};
    form.billing = {QStringLiteral("株式会社髙橋システム"),
                    QStringLiteral("経理部"),
                    QStringLiteral("鈴木 三郎"),
                    form.contact.address,
                    QStringLiteral("011-700-0003"),
                    {}};
    form.noticeMail = QStringLiteral("cert-notice@takahashi-sys.co.jp");
    return form;
}

} // namespace tegata
