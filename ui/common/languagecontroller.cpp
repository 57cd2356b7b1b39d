// SPDX-License-Identifier: Apache-2.0
#include "ui/common/languagecontroller.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace tegata {

LanguageController::LanguageController(Language language, QObject *parent) : QObject(parent), m_phrasebook(language)
{
    install(language);
}

LanguageController::~LanguageController() = default;

void LanguageController::setLanguage(Language language)
{
    if (language == m_phrasebook.language())
        return;
    // First what widgets ask for while they retranslate, then the translators, whose installing tells the widgets.
    m_phrasebook = Phrasebook(language);
    install(language);
    Q_EMIT languageChanged(language);
}

void LanguageController::install(Language language)
{
    QLocale::setDefault(language == Language::Japanese ? QLocale(QLocale::Japanese, QLocale::Japan)
                                                       : QLocale(QLocale::English, QLocale::UnitedStates));
    auto own = std::make_unique<QTranslator>();
    auto qt = std::make_unique<QTranslator>();
    // A file that is missing leaves the English source texts.
    const bool ownLoaded = own->load(QStringLiteral(":/i18n/tegata_%1.qm").arg(languageTag(language)));
    const bool qtLoaded = qt->load(QStringLiteral("qtbase_%1").arg(languageTag(language)),
                                   QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    m_own.swap(own); // the old ones are removed from the application when they are destroyed
    m_qt.swap(qt);
    qt.reset();
    own.reset();
    if (qtLoaded)
        QCoreApplication::installTranslator(m_qt.get());
    if (ownLoaded)
        QCoreApplication::installTranslator(m_own.get());
}

} // namespace tegata
