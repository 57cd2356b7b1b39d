// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <algorithm>
#include <cstdio>
#include <functional>

namespace tegata {

// Times of one thing done many times, in milliseconds.
struct Timing
{
    double median = 0;
    double worst = 0;
};

// Runs it once to warm up, then `rounds` times.
inline Timing timed(int rounds, const std::function<void()> &work)
{
    work();
    QList<double> times;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.append(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return {times.at(times.size() / 2), times.constLast()};
}

// What a benchmark program prints: one JSON document, each measurement beside a floor of the same run where there is
// one. packaging/bench checks the form of every entry: name, value, unit, worst (of the rounds; 0: measured once),
// floor (its name, empty: none), floorValue, ratio (value to floor), limit, limitOf ("value", "ratio", or "none": told
// for information), ok.
class Measurements
{
public:
    // limit: of the median, in milliseconds.
    void add(const QString &name, const Timing &timing, const QString &floorName, const Timing &floor, double limit)
    {
        append(
            {name, timing.median, QStringLiteral("ms"), timing.worst, floorName, floor.median, limit, LimitOf::Value});
    }

    // limit: of the median, in milliseconds; where nothing of the same run is its floor.
    void addTime(const QString &name, const Timing &timing, double limit)
    {
        append({name, timing.median, QStringLiteral("ms"), timing.worst, {}, 0, limit, LimitOf::Value});
    }

    // limit: of the ratio to the floor; 0: told for information, without a limit.
    void addRatio(const QString &name, double value, const QString &unit, const QString &floorName, double floor,
                  double limit)
    {
        append({name, value, unit, 0, floorName, floor, limit, limit > 0 ? LimitOf::Ratio : LimitOf::None});
    }

    // limit: of the value itself.
    void addLimit(const QString &name, double value, const QString &unit, double limit)
    {
        append({name, value, unit, 0, {}, 0, limit, LimitOf::Value});
    }

    // 0 when every measurement is within its limit, else 1.
    int print(const QString &program) const
    {
        const QJsonObject document{{QStringLiteral("program"), program},
                                   {QStringLiteral("qt"), QString::fromLatin1(qVersion())},
                                   {QStringLiteral("measurements"), m_entries}};
        const QByteArray text = QJsonDocument(document).toJson();
        std::fwrite(text.constData(), 1, size_t(text.size()), stdout);
        return m_isWithin ? 0 : 1;
    }

private:
    enum class LimitOf
    {
        Value,
        Ratio,
        None
    };
    struct Entry
    {
        QString name;
        double value;
        QString unit;
        double worst;
        QString floorName;
        double floor;
        double limit;
        LimitOf limitOf;
    };

    void append(const Entry &entry)
    {
        const double ratio = entry.floor > 0 ? entry.value / entry.floor : 0;
        const bool ok =
            entry.limitOf == LimitOf::None || (entry.limitOf == LimitOf::Value ? entry.value : ratio) <= entry.limit;
        const QString limitOf = entry.limitOf == LimitOf::Value   ? QStringLiteral("value")
                                : entry.limitOf == LimitOf::Ratio ? QStringLiteral("ratio")
                                                                  : QStringLiteral("none");
        m_entries.append(QJsonObject{{QStringLiteral("name"), entry.name},
                                     {QStringLiteral("value"), entry.value},
                                     {QStringLiteral("unit"), entry.unit},
                                     {QStringLiteral("worst"), entry.worst},
                                     {QStringLiteral("floor"), entry.floorName},
                                     {QStringLiteral("floorValue"), entry.floor},
                                     {QStringLiteral("ratio"), ratio},
                                     {QStringLiteral("limit"), entry.limit},
                                     {QStringLiteral("limitOf"), limitOf},
                                     {QStringLiteral("ok"), ok}});
        m_isWithin = m_isWithin && ok;
    }

    QJsonArray m_entries;
    bool m_isWithin = true;
};

} // namespace tegata
