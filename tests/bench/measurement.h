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

// What a benchmark program prints: one JSON document, each measurement beside a floor of the same run.
class Measurements
{
public:
    // limit: of the median, in milliseconds.
    void add(const QString &name, const Timing &timing, const QString &floorName, const Timing &floor, double limit)
    {
        m_entries.append(QJsonObject{{QStringLiteral("name"), name},
                                     {QStringLiteral("medianMs"), timing.median},
                                     {QStringLiteral("worstMs"), timing.worst},
                                     {QStringLiteral("floor"), floorName},
                                     {QStringLiteral("floorMedianMs"), floor.median},
                                     {QStringLiteral("ratio"), floor.median > 0 ? timing.median / floor.median : 0},
                                     {QStringLiteral("limitMs"), limit},
                                     {QStringLiteral("withinLimit"), timing.median < limit}});
        m_isWithin = m_isWithin && timing.median < limit;
    }

    // limit: of the ratio to the floor; 0: told for information, without a limit.
    void addRatio(const QString &name, double value, const QString &unit, const QString &floorName, double floor,
                  double limit)
    {
        const double ratio = floor > 0 ? value / floor : 0;
        addResult(name, value, unit, floorName, floor, ratio, limit, limit <= 0 || ratio <= limit);
    }

    // limit: of the value itself.
    void addLimit(const QString &name, double value, const QString &unit, double limit)
    {
        addResult(name, value, unit, {}, 0, 0, limit, value <= limit);
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
    void addResult(const QString &name, double value, const QString &unit, const QString &floorName, double floor,
                   double ratio, double limit, bool ok)
    {
        m_entries.append(QJsonObject{{QStringLiteral("name"), name},
                                     {QStringLiteral("value"), value},
                                     {QStringLiteral("unit"), unit},
                                     {QStringLiteral("floor"), floorName},
                                     {QStringLiteral("floorValue"), floor},
                                     {QStringLiteral("ratio"), ratio},
                                     {QStringLiteral("limit"), limit},
                                     {QStringLiteral("ok"), ok}});
        m_isWithin = m_isWithin && ok;
    }

    QJsonArray m_entries;
    bool m_isWithin = true;
};

} // namespace tegata
