// SPDX-License-Identifier: Apache-2.0
#include "core/base/programarguments.h"

#include <QStringConverter>

namespace tegata {

namespace {

QString decoded(const char *argument)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return decoder.decode(QByteArrayView(argument));
}

} // namespace

std::optional<UndecodableArgument> undecodableArgument(int argc, const char *const *argv)
{
    for (int place = 1; place < argc; ++place) {
        const QString shown = decoded(argv[place]);
        if (shown.toUtf8() != argv[place])
            return UndecodableArgument{place, shown};
    }
    return std::nullopt;
}

QStringList programArguments(int argc, const char *const *argv)
{
    QStringList arguments;
    for (int place = 0; place < argc; ++place)
        arguments.append(decoded(argv[place]));
    return arguments;
}

} // namespace tegata
