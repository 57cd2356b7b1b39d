// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/checkreport.h"

#include <QString>

#include <optional>

namespace tegata {

// A host or domain name taken apart (V7, V9, V10); a value.
struct DomainName
{
    QString input;
    QString aLabel;        // lower-case ASCII, without trailing dot; empty when the input is no name
    QString uLabel;        // for reading
    bool wildcard = false; // leftmost label "*", not part of aLabel
    QString registrable;   // A-label of the registrable domain by the Public Suffix List (ICANN section); empty when
                           // the name is itself a public suffix, unknown, internal or an IP address
    CheckReport check;
};

// Accepts host names and URLs (reduces them and says so). Never throws, never touches the network.
DomainName examineDomain(const QString &input);

// Host (A-label, without wildcard) lies in domain: equal or below it.
bool isWithin(const QString &host, const QString &domain);

} // namespace tegata
