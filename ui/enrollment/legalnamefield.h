// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/legalname.h"
#include "ui/enrollment/textfield.h"

#include <QTimer>

class QLabel;
class QVBoxLayout;

namespace tegata {

class ApplicantScope;

// 申請法人名 (S17–S19) or its English form (S20): counts characters as the rules do (code points after NFC) against the
// limit, cuts nothing, and offers what would mend the name (㈱ → 株式会社, look-alike dashes) as "before → after" with
// a button; each is a step that can be undone. Offers wait until typing pauses and no input method composes.
class LegalNameField : public TextField
{
    Q_OBJECT

public:
    enum class Kind
    {
        Japanese,
        English
    };

    // scope outlives the field.
    LegalNameField(EnrollmentForm &form, const LanguageController &language, Kind kind, const ApplicantScope &scope,
                   QWidget *parent);

    // The name as it is now has more characters than the form takes (S21).
    bool isTooLong() const;

protected:
    void readValue() override;
    void setEditable(bool editable) override;
    void retranslate() override;

private:
    int limit() const;
    void showCount();
    void checkName();
    void showOffers();

    Kind m_kind;
    const ApplicantScope &m_scope;
    QLabel *m_count;
    QWidget *m_offerArea;
    QVBoxLayout *m_offerLayout;
    QWidget *m_offerRows = nullptr; // made anew with other offers
    QList<NameOffer> m_offers;
    QString m_offered; // the text that they are for
    QTimer m_pause;
};

} // namespace tegata
