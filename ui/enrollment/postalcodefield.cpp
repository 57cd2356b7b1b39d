// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/postalcodefield.h"

#include "core/domain/prefecture.h"
#include "core/rules/identifiers.h"
#include "ui/enrollment/postaldirectory.h"
#include "ui/enrollment/postalimportdialog.h"
#include "ui/style/tokens.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

namespace {

constexpr int Pause = 150;        // ms
constexpr int MaximumPlaces = 12; // a code of Japan Post stands for a handful at most

// Seven digits, or nothing.
QString codeOf(const QString &typed)
{
    const QString digits = normalizedDigits(typed.trimmed());
    const bool isCode = digits.size() == 7 && std::all_of(digits.cbegin(), digits.cend(), [](QChar character) {
                            return character >= QLatin1Char('0') && character <= QLatin1Char('9');
                        });
    return isCode ? digits : QString();
}

} // namespace

PostalCodeField::PostalCodeField(EnrollmentForm &form, const LanguageController &language, FieldAccess<QString> access,
                                 PostalTarget target, PostalDirectory &postal, QWidget *parent)
    : TextField(form, language, std::move(access), 14, parent), m_target(std::move(target)), m_postal(postal),
      m_offers(new QWidget(this)), m_unknown(new QLabel(this)), m_import(new QPushButton(this)),
      m_offerLayout(new QVBoxLayout(m_offers))
{
    m_offers->setObjectName(objectName() + QStringLiteral("Offers"));
    m_offerLayout->setContentsMargins(0, 0, 0, 0);
    m_offerLayout->setSpacing(space::Tight);
    addBelowEditor(m_offers);
    m_unknown->setObjectName(objectName() + QStringLiteral("Unknown"));
    m_unknown->setWordWrap(true);
    m_import->setObjectName(objectName() + QStringLiteral("Import"));
    m_import->setAutoDefault(false);
    m_import->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    addBelowEditor(m_unknown);
    addBelowEditor(m_import);
    offerCorrections();
    connect(m_import, &QPushButton::clicked, this, [this] {
        auto *dialog = new PostalImportDialog(m_postal, this->language(), window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    m_pause.setSingleShot(true);
    m_pause.setInterval(Pause);
    connect(&m_pause, &QTimer::timeout, this, &PostalCodeField::ask);
    connect(line(), &QLineEdit::textEdited, this, [this] { m_wasTyped = true; });
    connect(&m_postal, &PostalDirectory::changed, this, [this] {
        m_code.clear(); // asked again, of the new table
        m_pause.start();
    });
    retranslate();
    readValue();
}

void PostalCodeField::readValue()
{
    TextField::readValue();
    if (codeOf(text()) != m_code)
        m_pause.start();
    else
        showOffers(); // prefecture or municipality may have changed
}

void PostalCodeField::setEditable(bool editable)
{
    TextField::setEditable(editable);
    m_offers->setEnabled(editable);
}

void PostalCodeField::retranslate()
{
    TextField::retranslate();
    m_offers->setAccessibleName(tr("Places of the postal code"));
    m_unknown->setText(tr("This postal code is not in the table. Check it, or import newer data of Japan Post."));
    m_unknown->setAccessibleName(m_unknown->text());
    m_import->setText(tr("Import postal codes…"));
    m_import->setAccessibleName(tr("Import postal codes"));
    showOffers();
}

void PostalCodeField::ask()
{
    const QString code = codeOf(text());
    if (code == m_code)
        return;
    m_code = code;
    m_isAnswered = false;
    m_places.clear();
    showOffers();
    if (code.isEmpty()) {
        m_wasTyped = false;
        return;
    }
    observe(m_postal.municipalities(code), this, [this, code](const Result<QList<PostalPlace>> &places) {
        if (places)
            answer(code, *places);
    });
}

void PostalCodeField::answer(const QString &code, const QList<PostalPlace> &places)
{
    if (code != m_code)
        return; // something else was typed since
    m_places = places.mid(0, MaximumPlaces);
    m_isAnswered = true;
    const EnrollmentApplication &value = form().value();
    const bool isFree = m_target.prefecture.read(value) == 0 && m_target.municipality.read(value).isEmpty();
    if (m_wasTyped && isFree && m_places.size() == 1)
        fill(m_places.constFirst());
    m_wasTyped = false;
    showOffers();
}

void PostalCodeField::fill(const PostalPlace &place)
{
    form().edit(m_target.prefecture.path(), [&](EnrollmentApplication &application) {
        m_target.prefecture.write(application, place.prefecture);
        m_target.municipality.write(application, place.municipality);
        const QString english = englishMunicipality(place);
        if (m_target.municipalityEnglish.read && !english.isEmpty() &&
            m_target.municipalityEnglish.read(application).isEmpty())
            m_target.municipalityEnglish.write(application, english);
    });
}

bool PostalCodeField::isFilled(const PostalPlace &place) const
{
    return m_target.prefecture.read(form().value()) == place.prefecture &&
           m_target.municipality.read(form().value()) == place.municipality;
}

void PostalCodeField::showOffers()
{
    QList<PostalPlace> offered = m_places;
    const bool isUnknown = m_isAnswered && m_places.isEmpty() && !m_code.isEmpty() && codeOf(text()) == m_code;
    m_unknown->setVisible(isUnknown);
    m_import->setVisible(isUnknown);
    const bool isSettled =
        std::any_of(m_places.cbegin(), m_places.cend(), [this](const PostalPlace &place) { return isFilled(place); });
    if (isSettled || codeOf(text()) != m_code)
        offered.clear();
    const auto old = m_offers->findChildren<QPushButton *>(QString(), Qt::FindDirectChildrenOnly);
    QStringList texts;
    for (const PostalPlace &place : std::as_const(offered)) {
        const auto found = prefecture(place.prefecture);
        //: %1: prefecture and municipality
        texts.append(tr("Use %1").arg((found ? found->kanji : QString()) + place.municipality));
    }
    QStringList shown;
    for (const QPushButton *button : old)
        shown.append(button->accessibleName());
    m_offers->setVisible(!offered.isEmpty());
    if (texts == shown)
        return;
    for (QPushButton *button : old) {
        button->hide();
        button->setParent(nullptr);
        button->deleteLater();
    }
    for (int i = 0; i < offered.size(); ++i) {
        auto *button = new QPushButton(texts.at(i), m_offers);
        button->setObjectName(QStringLiteral("%1Offer%2").arg(objectName()).arg(i));
        button->setAccessibleName(texts.at(i));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, place = offered.at(i)] {
            line()->setFocus(Qt::OtherFocusReason); // the button goes
            fill(place);
        });
        m_offerLayout->addWidget(button, 0, Qt::AlignLeft);
    }
}

} // namespace tegata
