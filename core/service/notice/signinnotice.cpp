// SPDX-License-Identifier: Apache-2.0
#include "core/service/notice/signinnotice.h"

#include "core/base/clock.h"
#include "core/base/phrasebook.h"
#include "core/service/store/identifiers.h"

namespace tegata {

namespace {

constexpr char Context[] = "SignInNotice";

} // namespace

Notice signInNotice(const ContactRow &contact, const QString &block, const QDateTime &now)
{
    const QMap<QString, QString> args{{QStringLiteral("address"), block}, {QStringLiteral("time"), toRfc3339(now)}};
    QStringList subjects;
    QStringList texts;
    for (const Language language : {Language::Japanese, Language::English}) {
        const Phrasebook &phrasebook = phrasebookOf(language);
        subjects.append(
            phrasebook.text(Context, QT_TRANSLATE_NOOP("SignInNotice", "Wrong passwords for your login ID")));
        texts.append(phrasebook.text(
            Context,
            QT_TRANSLATE_NOOP("SignInNotice",
                              "Wrong passwords were entered for your login ID at the application site, one after the "
                              "other.\n\n"
                              "Last from: %{address}\n"
                              "At: %{time}\n\n"
                              "More attempts from there are refused for a while. From where you usually sign in, you "
                              "can go on as before.\n"
                              "If this was not you and it happens again, tell the certification authority. Nobody has "
                              "signed in.\n"),
            args));
    }
    Notice notice;
    notice.id = QStringLiteral("sign-in-") + newId();
    notice.to = contact.mail;
    notice.subject = QStringLiteral("[SureServer] ") + subjects.join(QStringLiteral(" / "));
    notice.text = texts.join(QLatin1Char('\n'));
    return notice;
}

} // namespace tegata
