#pragma once
#include "CEditLine.h"

/// An outlet to a copy of `descriptor`. Null if there is no memory or descriptor left.
ce_outlet *_Nullable outlet_open(int descriptor);

/// Keeps bytes until they are let out; past 32 KiB they go at once.
void outlet_keep(ce_outlet *_Nonnull outlet, const char *_Nonnull bytes, size_t count);

/// Lets out what is left.
void outlet_close(ce_outlet *_Nonnull outlet);
