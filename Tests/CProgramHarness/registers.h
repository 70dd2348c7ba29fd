#pragma once
#include <elf.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/user.h>

// The registers of a thread that stands at a call.

typedef struct user_regs_struct registers;

#if defined(__x86_64__)
static inline long number_of(const registers *at) { return (long)at->orig_rax; }
static inline unsigned long argument(const registers *at, int index) {
    const unsigned long all[] = {at->rdi, at->rsi, at->rdx, at->r10, at->r8, at->r9};
    return all[index];
}
static inline void set_third(registers *at, unsigned long value) { at->rdx = value; }
static inline void set_result(registers *at, long value) {
    at->orig_rax = (unsigned long)-1;
    at->rax = (unsigned long)value;
}
#elif defined(__aarch64__)
static inline long number_of(const registers *at) { return (long)at->regs[8]; }
static inline unsigned long argument(const registers *at, int index) { return at->regs[index]; }
static inline void set_third(registers *at, unsigned long value) { at->regs[2] = value; }
static inline void set_result(registers *at, long value) { at->regs[0] = (unsigned long)value; }
#else
#error "the registers of this processor are not known here"
#endif

static inline int get_registers(pid_t thread, registers *at) {
    struct iovec all = {at, sizeof *at};
    return ptrace(PTRACE_GETREGSET, thread, NT_PRSTATUS, &all) == 0;
}

static inline void set_registers(pid_t thread, registers *at) {
    struct iovec all = {at, sizeof *at};
    ptrace(PTRACE_SETREGSET, thread, NT_PRSTATUS, &all);
}
