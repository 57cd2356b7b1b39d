// SPDX-License-Identifier: Apache-2.0
#include "core/base/phrasebook.h"

namespace tegata {

Phrasebook::Phrasebook(Language language) : m_language(language), m_translator(std::make_shared<QTranslator>())
{
    // A missing file leaves the English source texts: readable, and the translation test reports it.
    (void)m_translator->load(QStringLiteral(":/i18n/tegata_%1.qm").arg(languageTag(language)));
}

QString Phrasebook::text(const char *context, const char *source, const QMap<QString, QString> &args) const
{
    const QString translated = m_translator->translate(context, source);
    const QString pattern = translated.isEmpty() ? QString::fromUtf8(source) : translated;
    // One pass, so that a value that happens to hold "%{…}" is not replaced in turn.
    QString words;
    qsizetype position = 0;
    while (position < pattern.size()) {
        const qsizetype open = pattern.indexOf(QLatin1String("%{"), position);
        const qsizetype close = open < 0 ? -1 : pattern.indexOf(QLatin1Char('}'), open);
        if (close < 0)
            break;
        words += QStringView(pattern).mid(position, open - position);
        words += args.value(pattern.mid(open + 2, close - open - 2));
        position = close + 1;
    }
    return words + QStringView(pattern).mid(position).toString();
}

const Phrasebook &phrasebookOf(Language language)
{
    static const Phrasebook japanese(Language::Japanese);
    static const Phrasebook english(Language::English);
    return language == Language::Japanese ? japanese : english;
}

} // namespace tegata
