// SPDX-License-Identifier: Apache-2.0
#include "core/service/notice/signinnotice.h"

#include "core/base/phrasebook.h"
#include "core/service/notice/noticeoutbox.h"
#include "core/service/store/identifiers.h"

namespace tegata {

namespace {

constexpr char Context[] = "SignInNotice";

} // namespace

Notice signInNotice(const ContactRow &contact, const QString &block, const QDateTime &now)
{
    QStringList subjects;
    QStringList texts;
    for (const Language language : {Language::Japanese, Language::English}) {
        const Phrasebook &phrasebook = phrasebookOf(language);
        const QMap<QString, QString> args{{QStringLiteral("address"), block},
                                          {QStringLiteral("time"), mailTime(now, phrasebook)}};
        subjects.append(
            phrasebook.text(Context, QT_TRANSLATE_NOOP("SignInNotice", "Wrong passwords for your login ID")));
        texts.append(phrasebook.text(
            Context,
            QT_TRANSLATE_NOOP("SignInNotice",
                              "Wrong passwords were entered several times for your login ID at the application "
                              "site.\n\nLast from: %{address}\nAt: %{time}\n\nFurther attempts from there are refused "
                              "for a while. From where you usually sign in, nothing changes.\nNobody has signed in. If "
                              "this was not you and it happens again, contact the certification authority.\n"),
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
