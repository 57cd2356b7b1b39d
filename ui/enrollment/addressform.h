// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/fieldaccess.h"
#include "ui/enrollment/postalcodefield.h"

#include <QWidget>

namespace tegata {

class ChoiceField;
class EnrollmentForm;
class LanguageController;
class PostalDirectory;

// An address of the application: "contact.address", "billing.address".
struct AddressAccess
{
    FieldAccess<QString> postalCode;
    FieldAccess<int> prefecture;
    FieldAccess<QString> municipality;
    FieldAccess<QString> street;
};

// addressAccess("contact.address", [](auto &form) -> auto & { return form.contact.address; })
template <typename Member>
AddressAccess addressAccess(const QString &path, Member member)
{
    return {
        fieldAccess(
            path + QStringLiteral(".postalCode"), [member](auto &form) -> auto & { return member(form).postalCode; }),
        fieldAccess(
            path + QStringLiteral(".prefecture"), [member](auto &form) -> auto & { return member(form).prefecture; }),
        fieldAccess(
            path + QStringLiteral(".municipality"),
            [member](auto &form) -> auto & { return member(form).municipality; }),
        fieldAccess(
            path + QStringLiteral(".street"), [member](auto &form) -> auto & { return member(form).street; })};
}

// Postal code, prefecture, municipality and the rest of an address.
class AddressForm : public QWidget
{
    Q_OBJECT

public:
    AddressForm(const QString &name, EnrollmentForm &form, const LanguageController &language,
                const AddressAccess &access, PostalDirectory &postal, QWidget *parent);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    PostalCodeField *m_postalCode;
};

// The pull-down of the 47 prefectures (V18), found by kanji and by romaji.
ChoiceField *makePrefectureField(EnrollmentForm &form, const LanguageController &language, FieldAccess<int> access,
                                 QWidget *parent);

} // namespace tegata
