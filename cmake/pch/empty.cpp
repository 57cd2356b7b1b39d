// SPDX-License-Identifier: Apache-2.0
// A precompiled header needs one translation unit that owns it.
