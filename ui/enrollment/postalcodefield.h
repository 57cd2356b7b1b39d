// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/postalcode.h"
#include "ui/enrollment/textfield.h"

#include <QTimer>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tegata {

class PostalDirectory;

// What a postal code fills in beside itself. municipalityEnglish: without read where there is no such field.
struct PostalTarget
{
    FieldAccess<int> prefecture;
    FieldAccess<QString> municipality;
    FieldAccess<QString> municipalityEnglish;
};

// 郵便番号: when seven digits are typed, fills prefecture and municipality where these are empty and there is one
// place; else offers each place as a button ("Use 北海道札幌市北区"). Nothing that was typed is overwritten unasked.
class PostalCodeField : public TextField
{
    Q_OBJECT

public:
    PostalCodeField(EnrollmentForm &form, const LanguageController &language, FieldAccess<QString> access,
                    PostalTarget target, PostalDirectory &postal, QWidget *parent);

protected:
    void readValue() override;
    void setEditable(bool editable) override;
    void retranslate() override;

private:
    void ask();
    void answer(const QString &code, const QList<PostalPlace> &places);
    void fill(const PostalPlace &place);
    bool isFilled(const PostalPlace &place) const;
    void showOffers();

    PostalTarget m_target;
    PostalDirectory &m_postal;
    QWidget *m_offers;
    QLabel *m_unknown;
    QPushButton *m_import;
    QVBoxLayout *m_offerLayout;
    QList<PostalPlace> m_places; // of m_code
    QString m_code;              // what was asked last: seven digits, or empty
    bool m_isAnswered = false;   // m_places is the answer to m_code
    bool m_wasTyped = false;     // by the person here: then empty fields are filled
    QTimer m_pause;
};

} // namespace tegata
