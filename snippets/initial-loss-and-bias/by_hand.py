import numpy as np

ten, two, gpt = -np.log([1 / 10, 1 / 2, 1 / 50257])  # all classes equal
odds = 1 / 99  # of spam, if 1 email in 100 is spam
bias = np.log(odds)
ham, spam = -np.log([0.99, 0.01])  # what each email costs at 1% spam
mean = 0.99 * ham + 0.01 * spam
tenth = np.log(0.1 / 0.9)

print(f"10 classes {ten:.4f}, 2 classes {two:.4f}")
print(f"50,257 tokens {gpt:.4f}")
print(f"spam 1 in 100: bias {bias:.4f}")
print(f"  not spam pays {ham:.4f}, spam {spam:.4f}")
print(f"  mean {mean:.4f}")
print(f"spam 1 in 10:  bias {tenth:.4f}")
