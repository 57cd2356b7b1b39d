// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/addressform.h"

#include "core/domain/prefecture.h"
#include "ui/enrollment/choicefield.h"
#include "ui/style/tokens.h"

#include <QEvent>
#include <QVBoxLayout>

namespace tegata {

AddressForm::AddressForm(const QString &name, EnrollmentForm &form, const LanguageController &language,
                         const AddressAccess &access, PostalDirectory &postal, QWidget *parent)
    : QWidget(parent), m_postalCode(new PostalCodeField(form, language, access.postalCode,
                                                        {access.prefecture, access.municipality, {}}, postal, this))
{
    setObjectName(name);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::Large);
    layout->addWidget(m_postalCode);
    layout->addWidget(makePrefectureField(form, language, access.prefecture, this));
    auto *municipality = new TextField(form, language, access.municipality, 40, this);
    municipality->offerCorrections();
    layout->addWidget(municipality);
    layout->addWidget(new TextField(form, language, access.street, 60, this));
    retranslate();
}

void AddressForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void AddressForm::retranslate()
{
    setAccessibleName(tr("Address"));
    m_postalCode->setHint(tr("7 digits, e.g. 060-0807: fills in prefecture and municipality"));
}

ChoiceField *makePrefectureField(EnrollmentForm &form, const LanguageController &language, FieldAccess<int> access,
                                 QWidget *parent)
{
    QList<int> codes;
    for (const Prefecture &each : prefectures())
        codes.append(each.code);
    const auto text = [](int code) {
        const auto found = prefecture(code);
        return found ? found->kanji + QLatin1Char(' ') + found->romaji : QString();
    };
    return new ChoiceField(form, language, std::move(access), codes, text, ChoiceField::Search::Yes, parent);
}

} // namespace tegata
