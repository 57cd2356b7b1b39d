// SPDX-License-Identifier: Apache-2.0
#include "core/domain/contract.h"
#include "tests/fuzz/fuzzinput.h"

#include <QJsonDocument>

using namespace tegata;

namespace {

// What one side reads the other side would read from it: written, and read again, it is the same.
template <typename Value>
void readAndWrite(const QJsonObject &json, Result<Value> (*read)(const QJsonObject &))
{
    const Result<Value> value = read(json);
    if (!value)
        return;
    const Result<Value> again = read(contract::toJson(*value));
    fuzz::require(again && *again == *value, "a value is read again from its own JSON");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QJsonObject json = QJsonDocument::fromJson(fuzz::bytesOf(data, size)).object();
    readAndWrite(json, contract::requestFromJson);
    readAndWrite(json, contract::requestDetailFromJson);
    readAndWrite(json, contract::certificateFromJson);
    readAndWrite(json, contract::certificateDetailFromJson);
    readAndWrite(json, contract::registrationFromJson);
    readAndWrite(json, contract::enrollmentFromJson);
    readAndWrite(json, contract::receiptFromJson);
    readAndWrite(json, contract::changePageFromJson);
    readAndWrite(json, contract::problemFromJson);
    readAndWrite(json, contract::checkReportFromJson);
    readAndWrite(json, contract::enrollmentProfileFromJson);
    return 0;
}
