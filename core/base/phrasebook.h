// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"

#include <QMap>
#include <QString>
#include <QTranslator>

#include <memory>

namespace tegata {

// Words in one language, independent of the language that the process runs in: the service answers each client in
// its own, and findings are worded again when the interface's language changes. The source texts are English, marked
// with QT_TRANSLATE_NOOP; the other language comes from the compiled translations (":/i18n/tegata_ja.qm").
// Immutable after construction; safe to read from any thread.
class Phrasebook
{
public:
    explicit Phrasebook(Language language);

    Language language() const { return m_language; }
    // The translation of a marked source text; "%{name}" is replaced by args["name"].
    QString text(const char *context, const char *source, const QMap<QString, QString> &args = {}) const;

private:
    Language m_language;
    std::shared_ptr<QTranslator> m_translator;
};

// The words of a language. Loading them costs more than most answers, so each language's are loaded once, at the first
// call, and stay. Immutable; from any thread.
const Phrasebook &phrasebookOf(Language language);

} // namespace tegata
