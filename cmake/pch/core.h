// SPDX-License-Identifier: Apache-2.0
// Precompiled for everything without windows. Only what foreign libraries bring: a change of one of our headers must
// not compile the whole tree again, and every file still includes what it uses. Only what most files need, too: GCC
// instantiates again, in each file, what the inline functions of a precompiled header ask for (all of QtWidgets costs
// more than it saves).
#pragma once

#include <tl/expected.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <QByteArray>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QLocale>
#include <QMap>
#include <QObject>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QTimer>
