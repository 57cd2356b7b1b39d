// SPDX-License-Identifier: Apache-2.0
// A library needs a source of its own; the translations are its resources.
