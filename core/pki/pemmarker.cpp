// SPDX-License-Identifier: Apache-2.0
#include "core/pki/pemmarker.h"

#include "core/pki/inputkind.h"

#include <algorithm>
#include <optional>

namespace tegata {

namespace {

constexpr qsizetype LongestLabel = 64;
constexpr qsizetype MostMarkers = 4000;

bool isLineEnd(char c)
{
    return c == '\r' || c == '\n';
}

std::optional<PemMarker> markerAt(const QByteArray &upper, qsizetype word, bool isBegin)
{
    PemMarker marker;
    marker.isBegin = isBegin;
    qsizetype start = word;
    while (start > 0 && upper.at(start - 1) == ' ')
        --start;
    const qsizetype dashesEnd = start;
    while (start > 0 && upper.at(start - 1) == '-')
        --start;
    const bool hasDashes = start < dashesEnd;
    if (!hasDashes && start > 0 && !isLineEnd(upper.at(start - 1)))
        return std::nullopt;
    const qsizetype labelStart = word + (isBegin ? 6 : 4);
    qsizetype end = labelStart;
    while (end < upper.size() && upper.at(end) != '-' && !isLineEnd(upper.at(end)) && end - labelStart <= LongestLabel)
        ++end;
    marker.label = upper.mid(labelStart, end - labelStart).simplified();
    if (marker.label.isEmpty() || end - labelStart > LongestLabel)
        return std::nullopt;
    // Without dashes at either side it is prose, unless the words can mean nothing else.
    const bool isClosed = end < upper.size() && upper.at(end) == '-';
    if ((!hasDashes || !isClosed) && kindOfLabel(marker.label) == InputKind::OtherPem)
        return std::nullopt;
    while (end < upper.size() && upper.at(end) == '-')
        ++end;
    marker.start = start;
    marker.end = end;
    return marker;
}

} // namespace

QList<PemMarker> pemMarkers(const QByteArray &text)
{
    const QByteArray upper = text.toUpper();
    QList<PemMarker> markers;
    const auto next = [&upper](const char *word, qsizetype at) {
        const qsizetype found = upper.indexOf(word, at);
        return found < 0 ? upper.size() : found;
    };
    qsizetype begin = next("BEGIN ", 0);
    qsizetype end = next("END ", 0);
    while (markers.size() < MostMarkers) {
        const bool isBegin = begin < end;
        const qsizetype word = std::min(begin, end);
        if (word >= upper.size())
            break;
        const std::optional<PemMarker> marker = markerAt(upper, word, isBegin);
        if (marker)
            markers.append(*marker);
        const qsizetype at = marker ? std::max(marker->end, word + 4) : word + 4;
        // Each search goes on where it stopped: the work stays in proportion to the size.
        if (begin < at)
            begin = next("BEGIN ", at);
        if (end < at)
            end = next("END ", at);
    }
    return markers;
}

} // namespace tegata
