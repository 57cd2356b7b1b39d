// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tegata {

class ExpiryChart;

// Lets assistive technology see an ExpiryChart as a list with one named entry a week, which can be pressed. May be
// installed many times.
void installExpiryChartAccessible();
// That another week is the current one.
void tellExpiryChartFocus(ExpiryChart &chart, int week);

} // namespace tegata
