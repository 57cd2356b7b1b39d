// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/phrasebook.h"

#include <QObject>
#include <QTranslator>

#include <memory>

namespace tegata {

// The language of the interface: installs the translators (our own and Qt's) in the application and changes them at run
// time, on which every widget gets QEvent::LanguageChange. One of it, made before the first window, outlives them all.
class LanguageController : public QObject
{
    Q_OBJECT

public:
    explicit LanguageController(Language language, QObject *parent = nullptr);
    ~LanguageController() override;

    Language language() const { return m_phrasebook.language(); }
    // The words for errors and findings, in the interface's language.
    const Phrasebook &phrasebook() const { return m_phrasebook; }
    // The service's own terms, which are Japanese whatever the interface speaks (parts.md).
    const Phrasebook &terms() const { return m_terms; }
    void setLanguage(Language language);

Q_SIGNALS:
    void languageChanged(tegata::Language language);

private:
    void install(Language language);

    Phrasebook m_phrasebook;
    Phrasebook m_terms{Language::Japanese};
    std::unique_ptr<QTranslator> m_own;
    std::unique_ptr<QTranslator> m_qt;
};

} // namespace tegata
