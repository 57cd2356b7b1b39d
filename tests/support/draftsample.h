// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/enrollmentapplication.h"

namespace tegata {

// An application that passes the check; its warnings have their reason.
inline EnrollmentApplication completeApplication()
{
    EnrollmentApplication form;
    form.plan = {12, true, QStringLiteral("Q-2026-1145")};
    form.subscriberName = QStringLiteral("株式会社高橋システム");
    form.contact.loginId = QStringLiteral("takahashi01");
    form.contact.password = QStringLiteral("Sakura!Momiji#2026");
    form.contact.passwordMail = QStringLiteral("keiri@takahashi-sys.co.jp");
    form.contact.name = QStringLiteral("吉田 花子");
    form.contact.department = QStringLiteral("情報システム部");
    form.contact.address = {QStringLiteral("060-0807"), 1, QStringLiteral("札幌市北区"),
                            QStringLiteral("北七条西4丁目")};
    form.contact.phone = QStringLiteral("011-700-0001");
    form.contact.mail = QStringLiteral("hanako@takahashi-sys.co.jp");
    EnrollmentApplicant &applicant = form.applicants.first();
    applicant.corporateNumber = QStringLiteral("7123456789012");
    applicant.legalName = QStringLiteral("株式会社高橋システム");
    applicant.legalForm = LegalForm::KabushikiKaisha;
    applicant.legalFormPosition = LegalFormPosition::Before;
    applicant.representative = QStringLiteral("高橋 一郎");
    applicant.postalCode = QStringLiteral("0600807");
    applicant.prefecture = 1;
    applicant.municipality = QStringLiteral("札幌市北区");
    applicant.responsible = {QStringLiteral("佐藤 次郎"), QStringLiteral("総務部"), QStringLiteral("部長")};
    form.domains = {{QStringLiteral("takahashi-sys.co.jp"), false, {}}};
    form.operators = {{QStringLiteral("山田 太郎"), QStringLiteral("ヤマダ タロウ"), QStringLiteral("T.YAMADA"),
                       QStringLiteral("yamada@takahashi-sys.co.jp")}};
    form.billing = {QStringLiteral("株式会社高橋システム"),
                    QStringLiteral("経理部"),
                    QStringLiteral("鈴木 三郎"),
                    form.contact.address,
                    QStringLiteral("011-700-0003"),
                    QStringLiteral("suzuki@takahashi-sys.co.jp")};
    form.noticeMail = QStringLiteral("cert-notice@takahashi-sys.co.jp");
    form.warningReason = QStringLiteral("窓口で確認済み");
    return form;
}

} // namespace tegata
