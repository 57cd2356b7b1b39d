// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/legalnamefield.h"

#include "core/rules/charactertext.h"
#include "ui/enrollment/applicantscope.h"
#include "ui/style/tokens.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

namespace {

constexpr int Pause = 150; // ms
// A page pasted by mistake is no name: there is nothing to offer, and its labels would take long to lay out.
constexpr qsizetype LongestOffered = 300;

FieldAccess<QString> nameAccess(const ApplicantScope &scope, LegalNameField::Kind kind)
{
    if (kind == LegalNameField::Kind::Japanese)
        return scope.access(
            QStringLiteral("legalName"), [](auto &applicant) -> auto & { return applicant.legalName; });
    return scope.access(
        QStringLiteral("englishName"), [](auto &applicant) -> auto & { return applicant.englishName; });
}

} // namespace

LegalNameField::LegalNameField(EnrollmentForm &form, const LanguageController &language, Kind kind,
                               const ApplicantScope &scope, QWidget *parent)
    : TextField(form, language, nameAccess(scope, kind), kind == Kind::Japanese ? 48 : 70, parent), m_kind(kind),
      m_scope(scope), m_count(new QLabel(this)), m_offerArea(new QWidget(this)),
      m_offerLayout(new QVBoxLayout(m_offerArea))
{
    m_count->setObjectName(objectName() + QStringLiteral("Count"));
    m_count->setTextFormat(Qt::PlainText);
    addBesideEditor(m_count);
    m_offerArea->setObjectName(objectName() + QStringLiteral("Offers"));
    m_offerLayout->setContentsMargins(0, 0, 0, 0);
    m_offerArea->hide();
    addBelowEditor(m_offerArea);
    m_pause.setSingleShot(true);
    m_pause.setInterval(Pause);
    connect(&m_pause, &QTimer::timeout, this, &LegalNameField::checkName);
    retranslate();
    readValue();
}

bool LegalNameField::isTooLong() const
{
    return characterCount(text().normalized(QString::NormalizationForm_C)) > limit();
}

void LegalNameField::readValue()
{
    TextField::readValue();
    showCount();
    m_pause.start(); // the legal form may have changed too
}

void LegalNameField::setEditable(bool editable)
{
    TextField::setEditable(editable);
    m_offerArea->setEnabled(editable);
}

void LegalNameField::retranslate()
{
    TextField::retranslate();
    m_offerArea->setAccessibleName(tr("Suggested names"));
    showCount();
    showOffers();
}

int LegalNameField::limit() const
{
    return m_kind == Kind::Japanese ? MaximumLegalNameLength : MaximumEnglishNameLength;
}

void LegalNameField::showCount()
{
    const auto count = static_cast<int>(characterCount(text().normalized(QString::NormalizationForm_C)));
    const QString counter = QStringLiteral("%1 / %2").arg(count).arg(limit());
    //: %1: "23 / 20", %2: how many characters are over the limit
    m_count->setText(count > limit() ? tr("%1 – %2 too many").arg(counter).arg(count - limit()) : counter);
    m_count->setAccessibleName(tr("Characters: %1").arg(m_count->text()));
}

void LegalNameField::checkName()
{
    if (isComposing()) {
        m_pause.start();
        return;
    }
    const QString typed = text();
    const QList<NameOffer> offers = typed.isEmpty() || typed.size() > LongestOffered ? QList<NameOffer>()
                                    : m_kind == Kind::English
                                        ? englishNameOffers(typed)
                                        : nameOffers(typed, legalNameContext(m_scope.of(form().value())));
    if (offers == m_offers && typed == m_offered)
        return;
    m_offers = offers;
    m_offered = typed;
    showOffers();
}

void LegalNameField::showOffers()
{
    if (m_offerRows) {
        m_offerRows->hide();
        m_offerRows->deleteLater();
        m_offerRows = nullptr;
    }
    m_offerArea->setVisible(!m_offers.isEmpty());
    if (m_offers.isEmpty())
        return;
    m_offerRows = new QWidget(m_offerArea);
    m_offerRows->setObjectName(objectName() + QStringLiteral("OfferRows"));
    m_offerRows->setAccessibleName(tr("Suggested names"));
    auto *grid = new QGridLayout(m_offerRows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::Small);
    grid->setVerticalSpacing(space::Tight);
    grid->setColumnStretch(1, 1);
    for (int i = 0; i < m_offers.size(); ++i) {
        const QString &after = m_offers.at(i).replacement;
        auto *button = new QPushButton(tr("Use this name"), m_offerRows);
        button->setObjectName(QStringLiteral("%1Offer%2").arg(objectName()).arg(i));
        button->setAccessibleName(tr("Change “%1” to “%2”").arg(m_offered, after));
        button->setAutoDefault(false);
        auto *change = new QLabel(m_offered + QStringLiteral(" → ") + after, m_offerRows);
        change->setObjectName(QStringLiteral("%1OfferText%2").arg(objectName()).arg(i));
        change->setAccessibleName(change->text());
        change->setTextFormat(Qt::PlainText);
        change->setWordWrap(true);
        connect(button, &QPushButton::clicked, this, [this, after] {
            line()->setFocus(Qt::OtherFocusReason); // the button goes
            replace(after);
        });
        grid->addWidget(button, i, 0, Qt::AlignTop);
        grid->addWidget(change, i, 1);
    }
    m_offerLayout->addWidget(m_offerRows);
}

} // namespace tegata
